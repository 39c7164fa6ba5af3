interface Mend {
  readonly file: RegExp;
  /** What stands in the component, and what is to stand there. */
  readonly instead: readonly (readonly [RegExp, string])[];
}

/**
 * What keeps people out of VitePress's own theme, mended in its sources as they are bundled: buttons within buttons, a search
 * that says it is a button, and names that are not what is shown. axe-core finds each of them.
 */
const mends: readonly Mend[] = [
  {
    file: /\/VPSidebarItem\.vue$/,
    instead: [
      [
        /class="caret"\s+role="button"\s+aria-label="toggle section"/,
        `class="caret" :role="isLink ? 'button' : undefined" :aria-label="isLink ? 'toggle section' : undefined"`,
      ],
      [/(@keydown\.enter="onCaretClick"\s+)tabindex="0"/, '$1:tabindex="isLink ? 0 : undefined"'],
    ],
  },
  {
    file: /\/VPLocalSearchBox\.vue$/,
    instead: [
      [
        /role="button"\s+:aria-owns="[^"]*"\s+aria-expanded="true"\s+aria-haspopup="listbox"/,
        'role="dialog" aria-modal="true"',
      ],
      [/:aria-activedescendant="[^"]*"\s+aria-autocomplete="both"/, ''],
      [/:role="results\?\.length \? 'listbox' : undefined"\s+:aria-labelledby="[^"]*"/, ''],
      [/:aria-selected="[^"]*"\s+role="option"/, ''],
      [/<kbd :aria-label=/g, '<kbd role="img" :aria-label='],
      [/:aria-label="\[\.\.\.p\.titles, p\.title\]\.join\(' > '\)"/, ''],
    ],
  },
];

/** A plugin of Vite. Throws where the theme is not as it was when this was written. */
export const accessibleTheme = {
  name: 'headroom-accessible-theme',
  enforce: 'pre' as const,
  transform(code: string, id: string): string | null {
    const mend = mends.find(({ file }) => file.test(id));
    return mend === undefined ? null : mend.instead.reduce((text, [from, to]) => replaced(text, from, to, id), code);
  },
};

function replaced(text: string, from: RegExp, to: string, id: string): string {
  if (!from.test(text))
    throw new Error(`${id} has no ${from} any more; see what build/site/accessible-theme.ts mends there`);
  return text.replace(from, to);
}
