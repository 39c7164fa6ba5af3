/** What the price list answered is no product of it. The message says what it was. */
class UnreadablePrice extends Error {
  override readonly name = 'UnreadablePrice';
}

/** A product of the price list of AWS, with what it costs on demand. */
export interface PriceProduct {
  readonly attributes: Readonly<Record<string, string>>;
  /** Null where none above 0 is told by the hour, as of reservations of capacity. */
  readonly usdPerHour: number | null;
}

/** The parts that are read (https://docs.aws.amazon.com/awsaccountbilling/latest/aboutv2/using-price-list-query-api.html). */
interface Product {
  readonly product?: { readonly attributes?: Readonly<Record<string, string>> };
  readonly terms?: { readonly OnDemand?: Readonly<Record<string, Offer>> };
}
interface Offer {
  readonly priceDimensions?: Readonly<
    Record<string, { readonly unit?: string; readonly pricePerUnit?: { readonly USD?: string } }>
  >;
}

/** How an hour is called: of instances, and of Fargate. */
const hours: ReadonlySet<string> = new Set(['Hrs', 'hours']);

/** Reads a product as `GetProducts` tells it. Throws `UnreadablePrice`. */
export function readProduct(text: unknown): PriceProduct {
  const { product, terms } = parsed(String(text));
  const dimensions = Object.values(terms?.OnDemand ?? {}).flatMap((offer) =>
    Object.values(offer.priceDimensions ?? {}),
  );
  const hourly = dimensions.find(({ unit = '', pricePerUnit }) => hours.has(unit) && Number(pricePerUnit?.USD) > 0);
  return {
    attributes: product?.attributes ?? {},
    usdPerHour: hourly === undefined ? null : Number(hourly.pricePerUnit?.USD),
  };
}

function parsed(text: string): Product {
  try {
    return JSON.parse(text);
  } catch (cause) {
    const answer = text.length > 60 ? `${text.slice(0, 60)}...` : text;
    throw new UnreadablePrice(`the price list of AWS answered "${answer}", which is no product; try again later`, {
      cause,
    });
  }
}
