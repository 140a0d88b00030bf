/** The one style sheet of the page; light and dark, desk and phone. Colours differ in lightness too, not in hue alone. */
export const style = `
:root{color-scheme:light dark;--ink:#1b1f24;--dim:#57606a;--line:#d8dee4;--page:#fff;--card:#f6f8fa;--twin:#7d8894;--candidate:#0b62d6;--differs:#c4320a;--other:#b58105;--lost:#8250df;--same:#b9c4d0;--good:#1a7f37;--bad:#c4320a;--open:#9a6700}
@media (prefers-color-scheme:dark){:root{--ink:#e6edf3;--dim:#9198a1;--line:#31373e;--page:#0d1117;--card:#161b22;--twin:#9aa5b1;--candidate:#58a6ff;--differs:#ff7b54;--other:#e3b341;--lost:#bc8cff;--same:#48535f;--good:#3fb950;--bad:#ff7b54;--open:#d29922}}
*{box-sizing:border-box}
body{margin:0;background:var(--page);color:var(--ink);font:16px/1.55 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif;font-variant-numeric:tabular-nums}
main{max-width:60rem;margin:0 auto;padding:2.5rem 1.25rem 4rem}
header p{margin:.25rem 0}
h1{font-size:1.55rem;line-height:1.3;margin:.4rem 0 .8rem;text-wrap:balance;overflow-wrap:anywhere}
h2{font-size:1.1rem;margin:2.6rem 0 .8rem;padding-top:1.1rem;border-top:1px solid var(--line)}
h3{font-size:.95rem;margin:0 0 .3rem;font-weight:600}
h3.apart{margin-top:1.6rem}
.mark{display:inline-block;font-weight:650;border:1.5px solid;border-radius:2em;padding:.05em .8em}
.pass,.proven{color:var(--good)}.fail,.failed{color:var(--bad)}.inconclusive,.invalid,.open{color:var(--open)}
.failed,.proven{font-weight:600}
.dim,.note,.not-measured{color:var(--dim)}.note{font-size:.875rem;margin:.5rem 0}
code{font:.86em/1.5 ui-monospace,SFMono-Regular,Menlo,"Liberation Mono",monospace;background:var(--card);border-radius:4px;padding:.1em .35em;overflow-wrap:anywhere}
table{border-collapse:collapse;width:100%;font-size:.92rem}
th,td{text-align:left;vertical-align:top;padding:.45rem .9rem .45rem 0;border-bottom:1px solid var(--line)}
thead th{color:var(--dim);font-weight:500;font-size:.82rem}
tbody th{font-weight:500}
dl{display:grid;grid-template-columns:max-content 1fr;gap:.35rem 1.2rem;margin:1rem 0 0;font-size:.92rem}
dt{color:var(--dim)}dd{margin:0;overflow-wrap:anywhere}
.charts{display:grid;grid-template-columns:repeat(auto-fit,minmax(19rem,1fr));gap:1.6rem}
figure{margin:0;max-width:31rem}figure.wide{max-width:none}
svg{display:block;width:100%;height:auto;overflow:visible}
svg.strip{height:1.6rem;margin-bottom:.6rem}svg.bars{height:7rem}
text{fill:var(--dim);font:11px system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif}
.grid{stroke:var(--line);stroke-width:1}
.curve{fill:none;stroke-width:2;stroke-linejoin:round}
.twin{stroke:var(--twin);stroke-dasharray:5 3}.candidate{stroke:var(--candidate)}
.dot-twin{fill:var(--twin)}.dot-candidate{fill:var(--candidate)}
.same{fill:var(--same)}.differs{fill:var(--differs)}.other{fill:var(--other)}.lost{fill:var(--lost)}
.key{display:inline-block;width:.75em;height:.75em;border-radius:2px;margin-right:.45em;vertical-align:-.02em}
.key.same{background:var(--same)}.key.differs{background:var(--differs)}.key.other{background:var(--other)}.key.lost{background:var(--lost)}
.key.line{height:0;width:1.6em;border-top:2.5px solid;vertical-align:.3em;border-radius:0}
.key.line-twin{border-top-style:dashed;border-color:var(--twin)}.key.line-candidate{border-color:var(--candidate)}
.axis{display:flex;justify-content:space-between;color:var(--dim);font-size:.8rem;margin:.3rem 0 0}
.legend{display:flex;flex-wrap:wrap;gap:.2rem 1.4rem;margin:0 0 .6rem;font-size:.875rem;color:var(--dim)}
details{margin:.6rem 0}summary{cursor:pointer;color:var(--dim)}
ol{padding-left:1.3rem}ol li{margin:.35rem 0}
@media (max-width:40rem){main{padding-top:1.5rem}h1{font-size:1.3rem}
table,tbody,tr,td,tbody th{display:block;width:100%}thead{display:none}
tbody tr{border-bottom:1px solid var(--line);padding:.6rem 0}td,tbody th{border:0;padding:.1rem 0}
tbody th{font-weight:650}td{display:grid;grid-template-columns:7rem 1fr;gap:.6rem}td>*{justify-self:start}td.none,tbody th:empty{display:none}
td::before{content:attr(data-label);color:var(--dim)}
dl{grid-template-columns:1fr;gap:.1rem}dd{margin-bottom:.5rem}}
@media print{body{font-size:12px}h2{break-after:avoid}}
`;
