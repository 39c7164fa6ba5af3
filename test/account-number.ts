/** An account's number in a text, as no log and no entry may have it. The last group of a UUID, and what follows a decimal point, can look like one. */
export const accountNumber = /(?<![\da-f.])(?<!-[\da-f]{4}-)\d{12}(?![\da-f])/;
