const decimal = /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i;

/** `GET /round?number=62.5` answers `{"number":62.5,"rounded":63}`: halves are rounded up. */
export const handler = async (event) => {
  const text = event.queryStringParameters?.number;
  console.log(`round ${text}`);
  const number = decimal.test(text ?? '') ? Number(text) : Number.NaN;
  if (!Number.isFinite(number))
    return answer(400, { error: 'number: a decimal number is needed, such as 62.5' });
  return answer(200, { number, rounded: Math.round(number) });
};

const answer = (statusCode, content) => ({
  statusCode,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(content),
});
