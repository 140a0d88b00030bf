/** Version of the software, as package.json says it (a test ties them): evidence names it. */
export const version = '0.1.0';
