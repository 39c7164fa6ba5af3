/** The looks of the page of a diagnosis: one column on a phone, two on a desktop, white on paper. */
export const pageStyle = `
:root { --ground:#fff; --raised:#f4f6f8; --ink:#16202a; --faint:#5b6875; --rule:#d9dfe5;
  --c0:#2166ac; --c1:#c45100; --c2:#1b7f5c; --c3:#7a3fa0; --c4:#5b6875; }
@media screen and (prefers-color-scheme: dark) {
  :root { --ground:#12171c; --raised:#1b232b; --ink:#e8edf2; --faint:#9fadba; --rule:#303b46;
    --c0:#6cb2f2; --c1:#ff9d4d; --c2:#4fd1a1; --c3:#c792ea; --c4:#9fadba; }
}
* { box-sizing: border-box; }
body { margin:0; background:var(--ground); color:var(--ink);
  font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Liberation Sans",sans-serif; }
main { max-width:68rem; margin:0 auto; padding:1.5rem 1rem 3rem; }
h1 { font-size:1.6rem; line-height:1.25; margin:0 0 .5rem; overflow-wrap:anywhere; }
h2 { font-size:1.2rem; margin:2rem 0 .5rem; }
h3 { font-size:1rem; margin:0 0 .25rem; overflow-wrap:anywhere; }
p { margin:.25rem 0 .5rem; max-width:44rem; }
.figures { display:grid; grid-template-columns:repeat(auto-fit,minmax(11rem,1fr)); gap:.75rem; margin:1rem 0; }
.figures div { background:var(--raised); border-radius:.5rem; padding:.6rem .8rem; }
.figures dt { color:var(--faint); font-size:.85rem; }
.figures dd { margin:0; font-size:1.3rem; font-weight:600; overflow-wrap:anywhere; }
.scroll { overflow-x:auto; }
table { border-collapse:collapse; width:100%; font-size:.92rem; }
th, td { text-align:left; padding:.35rem .6rem .35rem 0; border-bottom:1px solid var(--rule); vertical-align:top; }
th { color:var(--faint); font-weight:600; white-space:nowrap; }
td:first-child { min-width:13rem; }
td.number, th.number { text-align:right; font-variant-numeric:tabular-nums; white-space:nowrap; }
.plots { display:grid; grid-template-columns:repeat(auto-fit,minmax(min(100%,26rem),1fr)); gap:1.5rem; }
figure { margin:0; break-inside:avoid; }
svg { width:100%; height:auto; display:block; }
.grid { stroke:var(--rule); stroke-width:1; }
.tick { fill:var(--faint); font-size:12px; }
.axis { fill:var(--faint); font-size:12px; }
figcaption { font-size:.85rem; color:var(--faint); }
.key { margin-right:.9rem; white-space:normal; }
.key i { display:inline-block; width:.9rem; height:0; border-top:3px solid; margin-right:.35rem; vertical-align:middle; }
.key i.dots { width:.55rem; height:.55rem; border:0; border-radius:50%; background:currentColor; }
.key i.dashes { border-top-style:dashed; }
path { fill:none; stroke-width:2; } .dashes { stroke-dasharray:6 4; }
${[0, 1, 2, 3, 4].map((one) => `.c${one}{fill:var(--c${one});fill-opacity:.65}.l${one}{stroke:var(--c${one})}.k${one}{color:var(--c${one})}`).join('\n')}
ul { margin:.25rem 0; padding-left:1.2rem; }
li { overflow-wrap:anywhere; }
@media print {
  html, body { font-size:11px; } main { max-width:none; padding:0; }
  th, th.number { white-space:normal; }
  .plots { grid-template-columns:1fr 1fr; gap:.8rem; } .figures { grid-template-columns:repeat(5,1fr); }
  .figures div { border:1px solid var(--rule); } h2 { break-after:avoid; } tr { break-inside:avoid; }
}
`;
