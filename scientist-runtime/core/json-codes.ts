// UTF-16 codes of the characters that JSON is made of.

/** ` `, one of JSON's four kinds of white space. */
export const space = 0x20;
/** `"`, around strings and names. */
export const quote = 0x22;
/** `,`, between members. */
export const comma = 0x2c;
/** `\`, before what is escaped in a string. */
export const backslash = 0x5c;
/** `[`, an array begins. */
export const openBracket = 0x5b;
/** `]`, it ends. */
export const closeBracket = 0x5d;
/** `{`, an object begins. */
export const openBrace = 0x7b;
/** `}`, it ends. */
export const closeBrace = 0x7d;
