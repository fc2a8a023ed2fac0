export const id=7606;export const ids=[7606];export const modules={87606:((e,t,n)=>{n.r(t),n.d(t,{markdownToHtml:()=>markdownToHtml,renderCommentHtml:()=>renderCommentHtml,renderPage:()=>renderPage,showFigure:()=>showFigure});var r=n(77598),i=n(48022),a=n(92596),o=n(69660),s=n(5429),c=n(6291),l=n(84516),u=n(99817);let d={left:64,right:16};function drawXyChart(e){let{lower:t,upper:n}=(0,s.L)(e),{bars:r}=e,i=e.categories.map((n,i)=>({at:i,bar:r?.values[i]??t,line:e.line.values[i]??t})),a={domain:[t,n],ticks:6},f=Math.max(d.left,(0,c.xZ)(a)),p=(840-f-d.right)/i.length,m=(0,u.B)(e.categories,{slot:p,left:f+p/2});return(0,l.P)({width:840,height:270+m.marginBottom,title:e.title,description:`${r?`Bars: ${r.name}. `:``}Line: ${e.line.name}. ${e.categories.length} categories; the table has the numbers.`,legend:[...r?[{name:`▮ ${r.name}`,color:`var(--candidate)`}]:[],{name:`━ ${e.line.name}`,color:`var(--baseline)`}],left:a,plot:{marginBottom:m.marginBottom,marginLeft:f,marginRight:d.right,x:{domain:[-.5,i.length-.5],axis:null},marks:[m.mark,...r?[(0,o.aT)(i,{x1:({at:e})=>e-.35,x2:({at:e})=>e+.35,y1:t,y2:`bar`,fill:`var(--candidate-area)`,stroke:`var(--candidate)`})]:[],(0,o.Mu)(i,{x:`at`,y:`line`,stroke:`var(--baseline)`,strokeWidth:2}),(0,o.Om)(i,{x:`at`,y:`line`,r:3.5,fill:`var(--baseline)`})]}})}var f=n(36425);function renderCommentHtml(e,t){return renderPage(t,markdownToHtml(e.markdown,e.charts))}function renderPage(e,t,n){let i=n&&(0,r.createHash)(`sha256`).update(n).digest(`base64`);return`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; ${i?`script-src 'sha256-${i}'; `:``}style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${(0,a.qy)(e)}</title>
<style>
${forPaper(`.markdown-body {
--base-size-16: 1rem;
--base-size-24: 1.5rem;
--base-size-4: 0.25rem;
--base-size-40: 2.5rem;
--base-size-8: 0.5rem;
--base-text-weight-medium: 500;
--base-text-weight-normal: 400;
--base-text-weight-semibold: 600;
--fontStack-monospace: ui-monospace, SFMono-Regular, SF Mono, Menlo, Consolas, Liberation Mono, monospace;
--fontStack-sansSerif: -apple-system, BlinkMacSystemFont, "Segoe UI", "Noto Sans", Helvetica, Arial, sans-serif, "Apple Color Emoji", "Segoe UI Emoji";
--fgColor-accent: Highlight;
}
@media (prefers-color-scheme: dark) {
.markdown-body, [data-theme="dark"] {
color-scheme: dark;
--fgColor-accent: #4493f8;
--bgColor-attention-muted: #bb800926;
--bgColor-default: #0d1117;
--bgColor-muted: #151b23;
--bgColor-neutral-muted: #656c7633;
--borderColor-accent-emphasis: #1f6feb;
--borderColor-attention-emphasis: #9e6a03;
--borderColor-danger-emphasis: #da3633;
--borderColor-default: #3d444d;
--borderColor-done-emphasis: #8957e5;
--borderColor-success-emphasis: #238636;
--color-prettylights-syntax-brackethighlighter-angle: #9198a1;
--color-prettylights-syntax-brackethighlighter-unmatched: #f85149;
--color-prettylights-syntax-carriage-return-bg: #b62324;
--color-prettylights-syntax-carriage-return-text: #f0f6fc;
--color-prettylights-syntax-comment: #9198a1;
--color-prettylights-syntax-constant: #79c0ff;
--color-prettylights-syntax-constant-other-reference-link: #a5d6ff;
--color-prettylights-syntax-entity: #d2a8ff;
--color-prettylights-syntax-entity-tag: #7ee787;
--color-prettylights-syntax-keyword: #ff7b72;
--color-prettylights-syntax-markup-bold: #f0f6fc;
--color-prettylights-syntax-markup-changed-bg: #5a1e02;
--color-prettylights-syntax-markup-changed-text: #ffdfb6;
--color-prettylights-syntax-markup-deleted-bg: #67060c;
--color-prettylights-syntax-markup-deleted-text: #ffdcd7;
--color-prettylights-syntax-markup-heading: #1f6feb;
--color-prettylights-syntax-markup-ignored-bg: #1158c7;
--color-prettylights-syntax-markup-ignored-text: #f0f6fc;
--color-prettylights-syntax-markup-inserted-bg: #033a16;
--color-prettylights-syntax-markup-inserted-text: #aff5b4;
--color-prettylights-syntax-markup-italic: #f0f6fc;
--color-prettylights-syntax-markup-list: #f2cc60;
--color-prettylights-syntax-meta-diff-range: #d2a8ff;
--color-prettylights-syntax-storage-modifier-import: #f0f6fc;
--color-prettylights-syntax-string: #a5d6ff;
--color-prettylights-syntax-string-regexp: #7ee787;
--color-prettylights-syntax-sublimelinter-gutter-mark: #3d444d;
--color-prettylights-syntax-variable: #ffa657;
--fgColor-attention: #d29922;
--fgColor-danger: #f85149;
--fgColor-default: #f0f6fc;
--fgColor-done: #ab7df8;
--fgColor-muted: #9198a1;
--fgColor-success: #3fb950;
--borderColor-muted: #3d444db3;
--color-prettylights-syntax-invalid-illegal-bg: var(--bgColor-danger-muted);
--color-prettylights-syntax-invalid-illegal-text: var(--fgColor-danger);
--focus-outlineColor: var(--borderColor-accent-emphasis);
--borderColor-neutral-muted: var(--borderColor-muted);
}
}
@media (prefers-color-scheme: light) {
.markdown-body, [data-theme="light"] {
color-scheme: light;
--fgColor-danger: #d1242f;
--bgColor-attention-muted: #fff8c5;
--bgColor-muted: #f6f8fa;
--bgColor-neutral-muted: #818b981f;
--borderColor-accent-emphasis: #0969da;
--borderColor-attention-emphasis: #9a6700;
--borderColor-danger-emphasis: #cf222e;
--borderColor-default: #d1d9e0;
--borderColor-done-emphasis: #8250df;
--borderColor-success-emphasis: #1a7f37;
--color-prettylights-syntax-brackethighlighter-angle: #59636e;
--color-prettylights-syntax-brackethighlighter-unmatched: #82071e;
--color-prettylights-syntax-carriage-return-bg: #cf222e;
--color-prettylights-syntax-carriage-return-text: #f6f8fa;
--color-prettylights-syntax-comment: #59636e;
--color-prettylights-syntax-constant: #0550ae;
--color-prettylights-syntax-constant-other-reference-link: #0a3069;
--color-prettylights-syntax-entity: #6639ba;
--color-prettylights-syntax-entity-tag: #0550ae;
--color-prettylights-syntax-invalid-illegal-text: var(--fgColor-danger);
--color-prettylights-syntax-keyword: #cf222e;
--color-prettylights-syntax-markup-changed-bg: #ffd8b5;
--color-prettylights-syntax-markup-changed-text: #953800;
--color-prettylights-syntax-markup-deleted-bg: #ffebe9;
--color-prettylights-syntax-markup-deleted-text: #82071e;
--color-prettylights-syntax-markup-heading: #0550ae;
--color-prettylights-syntax-markup-ignored-bg: #0550ae;
--color-prettylights-syntax-markup-ignored-text: #d1d9e0;
--color-prettylights-syntax-markup-inserted-bg: #dafbe1;
--color-prettylights-syntax-markup-inserted-text: #116329;
--color-prettylights-syntax-markup-list: #3b2300;
--color-prettylights-syntax-meta-diff-range: #8250df;
--color-prettylights-syntax-string: #0a3069;
--color-prettylights-syntax-string-regexp: #116329;
--color-prettylights-syntax-sublimelinter-gutter-mark: #818b98;
--color-prettylights-syntax-variable: #953800;
--fgColor-accent: #0969da;
--fgColor-attention: #9a6700;
--fgColor-done: #8250df;
--fgColor-muted: #59636e;
--fgColor-success: #1a7f37;
--bgColor-default: #ffffff;
--borderColor-muted: #d1d9e0b3;
--color-prettylights-syntax-invalid-illegal-bg: var(--bgColor-danger-muted);
--color-prettylights-syntax-markup-bold: #1f2328;
--color-prettylights-syntax-markup-italic: #1f2328;
--color-prettylights-syntax-storage-modifier-import: #1f2328;
--fgColor-default: #1f2328;
--focus-outlineColor: var(--borderColor-accent-emphasis);
--borderColor-neutral-muted: var(--borderColor-muted);
}
}
.markdown-body {
-ms-text-size-adjust: 100%;
-webkit-text-size-adjust: 100%;
margin: 0;
font-weight: var(--base-text-weight-normal, 400);
color: var(--fgColor-default);
background-color: var(--bgColor-default);
font-family: var(--fontStack-sansSerif, -apple-system, BlinkMacSystemFont, "Segoe UI", "Noto Sans", Helvetica, Arial, sans-serif, "Apple Color Emoji", "Segoe UI Emoji");
font-size: 16px;
line-height: 1.5;
word-wrap: break-word;
}
.markdown-body a {
text-decoration: underline;
text-underline-offset: .2rem;
}
.markdown-body .octicon {
display: inline-block;
fill: currentColor;
vertical-align: text-bottom;
}
.markdown-body h1:hover .anchor .octicon-link:before,
.markdown-body h2:hover .anchor .octicon-link:before,
.markdown-body h3:hover .anchor .octicon-link:before,
.markdown-body h4:hover .anchor .octicon-link:before,
.markdown-body h5:hover .anchor .octicon-link:before,
.markdown-body h6:hover .anchor .octicon-link:before {
width: 16px;
height: 16px;
content: ' ';
display: inline-block;
background-color: currentColor;
-webkit-mask-image: url("data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16' version='1.1' aria-hidden='true'><path fill-rule='evenodd' d='M7.775 3.275a.75.75 0 001.06 1.06l1.25-1.25a2 2 0 112.83 2.83l-2.5 2.5a2 2 0 01-2.83 0 .75.75 0 00-1.06 1.06 3.5 3.5 0 004.95 0l2.5-2.5a3.5 3.5 0 00-4.95-4.95l-1.25 1.25zm-4.69 9.64a2 2 0 010-2.83l2.5-2.5a2 2 0 012.83 0 .75.75 0 001.06-1.06 3.5 3.5 0 00-4.95 0l-2.5 2.5a3.5 3.5 0 004.95 4.95l1.25-1.25a.75.75 0 00-1.06-1.06l-1.25 1.25a2 2 0 01-2.83 0z'></path></svg>");
mask-image: url("data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16' version='1.1' aria-hidden='true'><path fill-rule='evenodd' d='M7.775 3.275a.75.75 0 001.06 1.06l1.25-1.25a2 2 0 112.83 2.83l-2.5 2.5a2 2 0 01-2.83 0 .75.75 0 00-1.06 1.06 3.5 3.5 0 004.95 0l2.5-2.5a3.5 3.5 0 00-4.95-4.95l-1.25 1.25zm-4.69 9.64a2 2 0 010-2.83l2.5-2.5a2 2 0 012.83 0 .75.75 0 001.06-1.06 3.5 3.5 0 00-4.95 0l-2.5 2.5a3.5 3.5 0 004.95 4.95l1.25-1.25a.75.75 0 00-1.06-1.06l-1.25 1.25a2 2 0 01-2.83 0z'></path></svg>");
}
.markdown-body details,
.markdown-body figcaption,
.markdown-body figure {
display: block;
}
.markdown-body summary {
display: list-item;
}
.markdown-body [hidden] {
display: none !important;
}
.markdown-body a {
background-color: rgba(0,0,0,0);
color: var(--fgColor-accent);
text-decoration: none;
}
.markdown-body abbr[title] {
border-bottom: none;
-webkit-text-decoration: underline dotted;
text-decoration: underline dotted;
}
.markdown-body b,
.markdown-body strong {
font-weight: var(--base-text-weight-semibold, 600);
}
.markdown-body dfn {
font-style: italic;
}
.markdown-body h1 {
margin: .67em 0;
font-weight: var(--base-text-weight-semibold, 600);
padding-bottom: .3em;
font-size: 2em;
border-bottom: 1px solid var(--borderColor-muted);
}
.markdown-body mark {
background-color: var(--bgColor-attention-muted);
color: var(--fgColor-default);
}
.markdown-body small {
font-size: 90%;
}
.markdown-body sub,
.markdown-body sup {
font-size: 75%;
line-height: 0;
position: relative;
vertical-align: baseline;
}
.markdown-body sub {
bottom: -0.25em;
}
.markdown-body sup {
top: -0.5em;
}
.markdown-body img {
border-style: none;
max-width: 100%;
box-sizing: content-box;
}
.markdown-body code,
.markdown-body kbd,
.markdown-body pre,
.markdown-body samp {
font-family: monospace;
font-size: 1em;
}
.markdown-body figure {
margin: 1em var(--base-size-40);
}
.markdown-body hr {
box-sizing: content-box;
overflow: hidden;
background: rgba(0,0,0,0);
border-bottom: 1px solid var(--borderColor-muted);
height: .25em;
padding: 0;
margin: var(--base-size-24) 0;
background-color: var(--borderColor-default);
border: 0;
}
.markdown-body input {
font: inherit;
margin: 0;
overflow: visible;
font-family: inherit;
font-size: inherit;
line-height: inherit;
}
.markdown-body [type=button],
.markdown-body [type=reset],
.markdown-body [type=submit] {
-webkit-appearance: button;
appearance: button;
}
.markdown-body [type=checkbox],
.markdown-body [type=radio] {
box-sizing: border-box;
padding: 0;
}
.markdown-body [type=number]::-webkit-inner-spin-button,
.markdown-body [type=number]::-webkit-outer-spin-button {
height: auto;
}
.markdown-body [type=search]::-webkit-search-cancel-button,
.markdown-body [type=search]::-webkit-search-decoration {
-webkit-appearance: none;
appearance: none;
}
.markdown-body ::-webkit-input-placeholder {
color: inherit;
opacity: .54;
}
.markdown-body ::-webkit-file-upload-button {
-webkit-appearance: button;
appearance: button;
font: inherit;
}
.markdown-body a:hover {
text-decoration: underline;
}
.markdown-body ::placeholder {
color: var(--fgColor-muted);
opacity: 1;
}
.markdown-body hr::before {
display: table;
content: "";
}
.markdown-body hr::after {
display: table;
clear: both;
content: "";
}
.markdown-body table {
border-spacing: 0;
border-collapse: collapse;
display: block;
width: max-content;
max-width: 100%;
overflow: auto;
font-variant: tabular-nums;
}
.markdown-body td,
.markdown-body th {
padding: 0;
}
.markdown-body details summary {
cursor: pointer;
}
.markdown-body a:focus,
.markdown-body [role=button]:focus,
.markdown-body input[type=radio]:focus,
.markdown-body input[type=checkbox]:focus {
outline: 2px solid var(--focus-outlineColor);
outline-offset: -2px;
box-shadow: none;
}
.markdown-body a:focus:not(:focus-visible),
.markdown-body [role=button]:focus:not(:focus-visible),
.markdown-body input[type=radio]:focus:not(:focus-visible),
.markdown-body input[type=checkbox]:focus:not(:focus-visible) {
outline: solid 1px rgba(0,0,0,0);
}
.markdown-body a:focus-visible,
.markdown-body [role=button]:focus-visible,
.markdown-body input[type=radio]:focus-visible,
.markdown-body input[type=checkbox]:focus-visible {
outline: 2px solid var(--focus-outlineColor);
outline-offset: -2px;
box-shadow: none;
}
.markdown-body a:not([class]):focus,
.markdown-body a:not([class]):focus-visible,
.markdown-body input[type=radio]:focus,
.markdown-body input[type=radio]:focus-visible,
.markdown-body input[type=checkbox]:focus,
.markdown-body input[type=checkbox]:focus-visible {
outline-offset: 0;
}
.markdown-body kbd {
display: inline-block;
padding: var(--base-size-4);
font: 11px var(--fontStack-monospace, ui-monospace, SFMono-Regular, SF Mono, Menlo, Consolas, Liberation Mono, monospace);
line-height: 10px;
color: var(--fgColor-default);
vertical-align: middle;
background-color: var(--bgColor-muted);
border: solid 1px var(--borderColor-neutral-muted);
border-bottom-color: var(--borderColor-neutral-muted);
border-radius: 6px;
box-shadow: inset 0 -1px 0 var(--borderColor-neutral-muted);
}
.markdown-body h1,
.markdown-body h2,
.markdown-body h3,
.markdown-body h4,
.markdown-body h5,
.markdown-body h6 {
margin-top: var(--base-size-24);
margin-bottom: var(--base-size-16);
font-weight: var(--base-text-weight-semibold, 600);
line-height: 1.25;
}
.markdown-body h2 {
font-weight: var(--base-text-weight-semibold, 600);
padding-bottom: .3em;
font-size: 1.5em;
border-bottom: 1px solid var(--borderColor-muted);
}
.markdown-body h3 {
font-weight: var(--base-text-weight-semibold, 600);
font-size: 1.25em;
}
.markdown-body h4 {
font-weight: var(--base-text-weight-semibold, 600);
font-size: 1em;
}
.markdown-body h5 {
font-weight: var(--base-text-weight-semibold, 600);
font-size: .875em;
}
.markdown-body h6 {
font-weight: var(--base-text-weight-semibold, 600);
font-size: .85em;
color: var(--fgColor-muted);
}
.markdown-body p {
margin-top: 0;
margin-bottom: 10px;
}
.markdown-body blockquote {
margin: 0;
padding: 0 1em;
color: var(--fgColor-muted);
border-left: .25em solid var(--borderColor-default);
}
.markdown-body ul,
.markdown-body ol {
margin-top: 0;
margin-bottom: 0;
padding-left: 2em;
}
.markdown-body ol ol,
.markdown-body ul ol {
list-style-type: lower-roman;
}
.markdown-body ul ul ol,
.markdown-body ul ol ol,
.markdown-body ol ul ol,
.markdown-body ol ol ol {
list-style-type: lower-alpha;
}
.markdown-body dd {
margin-left: 0;
}
.markdown-body tt,
.markdown-body code,
.markdown-body samp {
font-family: var(--fontStack-monospace, ui-monospace, SFMono-Regular, SF Mono, Menlo, Consolas, Liberation Mono, monospace);
font-size: 12px;
}
.markdown-body pre {
margin-top: 0;
margin-bottom: 0;
font-family: var(--fontStack-monospace, ui-monospace, SFMono-Regular, SF Mono, Menlo, Consolas, Liberation Mono, monospace);
font-size: 12px;
word-wrap: normal;
}
.markdown-body .octicon {
display: inline-block;
overflow: visible !important;
vertical-align: text-bottom;
fill: currentColor;
}
.markdown-body input::-webkit-outer-spin-button,
.markdown-body input::-webkit-inner-spin-button {
margin: 0;
appearance: none;
}
.markdown-body .mr-2 {
margin-right: var(--base-size-8, 8px) !important;
}
.markdown-body::before {
display: table;
content: "";
}
.markdown-body::after {
display: table;
clear: both;
content: "";
}
.markdown-body>*:first-child {
margin-top: 0 !important;
}
.markdown-body>*:last-child {
margin-bottom: 0 !important;
}
.markdown-body a:not([href]) {
color: inherit;
text-decoration: none;
}
.markdown-body .absent {
color: var(--fgColor-danger);
}
.markdown-body .anchor {
float: left;
padding-right: var(--base-size-4);
margin-left: -20px;
line-height: 1;
}
.markdown-body .anchor:focus {
outline: none;
}
.markdown-body p,
.markdown-body blockquote,
.markdown-body ul,
.markdown-body ol,
.markdown-body dl,
.markdown-body table,
.markdown-body pre,
.markdown-body details {
margin-top: 0;
margin-bottom: var(--base-size-16);
}
.markdown-body blockquote>:first-child {
margin-top: 0;
}
.markdown-body blockquote>:last-child {
margin-bottom: 0;
}
.markdown-body h1 .octicon-link,
.markdown-body h2 .octicon-link,
.markdown-body h3 .octicon-link,
.markdown-body h4 .octicon-link,
.markdown-body h5 .octicon-link,
.markdown-body h6 .octicon-link {
color: var(--fgColor-default);
vertical-align: middle;
visibility: hidden;
}
.markdown-body h1:hover .anchor,
.markdown-body h2:hover .anchor,
.markdown-body h3:hover .anchor,
.markdown-body h4:hover .anchor,
.markdown-body h5:hover .anchor,
.markdown-body h6:hover .anchor {
text-decoration: none;
}
.markdown-body h1:hover .anchor .octicon-link,
.markdown-body h2:hover .anchor .octicon-link,
.markdown-body h3:hover .anchor .octicon-link,
.markdown-body h4:hover .anchor .octicon-link,
.markdown-body h5:hover .anchor .octicon-link,
.markdown-body h6:hover .anchor .octicon-link {
visibility: visible;
}
.markdown-body h1 tt,
.markdown-body h1 code,
.markdown-body h2 tt,
.markdown-body h2 code,
.markdown-body h3 tt,
.markdown-body h3 code,
.markdown-body h4 tt,
.markdown-body h4 code,
.markdown-body h5 tt,
.markdown-body h5 code,
.markdown-body h6 tt,
.markdown-body h6 code {
padding: 0 .2em;
font-size: inherit;
}
.markdown-body summary h1,
.markdown-body summary h2,
.markdown-body summary h3,
.markdown-body summary h4,
.markdown-body summary h5,
.markdown-body summary h6 {
display: inline-block;
}
.markdown-body summary h1 .anchor,
.markdown-body summary h2 .anchor,
.markdown-body summary h3 .anchor,
.markdown-body summary h4 .anchor,
.markdown-body summary h5 .anchor,
.markdown-body summary h6 .anchor {
margin-left: -40px;
}
.markdown-body summary h1,
.markdown-body summary h2 {
padding-bottom: 0;
border-bottom: 0;
}
.markdown-body ul.no-list,
.markdown-body ol.no-list {
padding: 0;
list-style-type: none;
}
.markdown-body ol[type="a s"] {
list-style-type: lower-alpha;
}
.markdown-body ol[type="A s"] {
list-style-type: upper-alpha;
}
.markdown-body ol[type="i s"] {
list-style-type: lower-roman;
}
.markdown-body ol[type="I s"] {
list-style-type: upper-roman;
}
.markdown-body ol[type="1"] {
list-style-type: decimal;
}
.markdown-body div>ol:not([type]) {
list-style-type: decimal;
}
.markdown-body ul ul,
.markdown-body ul ol,
.markdown-body ol ol,
.markdown-body ol ul {
margin-top: 0;
margin-bottom: 0;
}
.markdown-body li>p {
margin-top: var(--base-size-16);
}
.markdown-body li+li {
margin-top: .25em;
}
.markdown-body dl {
padding: 0;
}
.markdown-body dl dt {
padding: 0;
margin-top: var(--base-size-16);
font-size: 1em;
font-style: italic;
font-weight: var(--base-text-weight-semibold, 600);
}
.markdown-body dl dd {
padding: 0 var(--base-size-16);
margin-bottom: var(--base-size-16);
}
.markdown-body table th {
font-weight: var(--base-text-weight-semibold, 600);
}
.markdown-body table th,
.markdown-body table td {
padding: 6px 13px;
border: 1px solid var(--borderColor-default);
}
.markdown-body table td>:last-child {
margin-bottom: 0;
}
.markdown-body table tr {
background-color: var(--bgColor-default);
border-top: 1px solid var(--borderColor-muted);
}
.markdown-body table tr:nth-child(2n) {
background-color: var(--bgColor-muted);
}
.markdown-body table img {
background-color: rgba(0,0,0,0);
}
.markdown-body img[align=right] {
padding-left: 20px;
}
.markdown-body img[align=left] {
padding-right: 20px;
}
.markdown-body .emoji {
max-width: none;
vertical-align: text-top;
background-color: rgba(0,0,0,0);
}
.markdown-body span.frame {
display: block;
overflow: hidden;
}
.markdown-body span.frame>span {
display: block;
float: left;
width: auto;
padding: 7px;
margin: 13px 0 0;
overflow: hidden;
border: 1px solid var(--borderColor-default);
}
.markdown-body span.frame span img {
display: block;
float: left;
}
.markdown-body span.frame span span {
display: block;
padding: 5px 0 0;
clear: both;
color: var(--fgColor-default);
}
.markdown-body span.align-center {
display: block;
overflow: hidden;
clear: both;
}
.markdown-body span.align-center>span {
display: block;
margin: 13px auto 0;
overflow: hidden;
text-align: center;
}
.markdown-body span.align-center span img {
margin: 0 auto;
text-align: center;
}
.markdown-body span.align-right {
display: block;
overflow: hidden;
clear: both;
}
.markdown-body span.align-right>span {
display: block;
margin: 13px 0 0;
overflow: hidden;
text-align: right;
}
.markdown-body span.align-right span img {
margin: 0;
text-align: right;
}
.markdown-body span.float-left {
display: block;
float: left;
margin-right: 13px;
overflow: hidden;
}
.markdown-body span.float-left span {
margin: 13px 0 0;
}
.markdown-body span.float-right {
display: block;
float: right;
margin-left: 13px;
overflow: hidden;
}
.markdown-body span.float-right>span {
display: block;
margin: 13px auto 0;
overflow: hidden;
text-align: right;
}
.markdown-body code,
.markdown-body tt {
padding: .2em .4em;
margin: 0;
font-size: 85%;
white-space: break-spaces;
background-color: var(--bgColor-neutral-muted);
border-radius: 6px;
}
.markdown-body code br,
.markdown-body tt br {
display: none;
}
.markdown-body del code {
text-decoration: inherit;
}
.markdown-body samp {
font-size: 85%;
}
.markdown-body pre code {
font-size: 100%;
}
.markdown-body pre>code {
padding: 0;
margin: 0;
word-break: normal;
white-space: pre;
background: rgba(0,0,0,0);
border: 0;
}
.markdown-body .highlight {
margin-bottom: var(--base-size-16);
}
.markdown-body .highlight pre {
margin-bottom: 0;
word-break: normal;
}
.markdown-body .highlight pre,
.markdown-body pre {
padding: var(--base-size-16);
overflow: auto;
font-size: 85%;
line-height: 1.45;
color: var(--fgColor-default);
background-color: var(--bgColor-muted);
border-radius: 6px;
}
.markdown-body pre code,
.markdown-body pre tt {
display: inline;
padding: 0;
margin: 0;
overflow: visible;
line-height: inherit;
word-wrap: normal;
background-color: rgba(0,0,0,0);
border: 0;
}
.markdown-body .csv-data td,
.markdown-body .csv-data th {
padding: 5px;
overflow: hidden;
font-size: 12px;
line-height: 1;
text-align: left;
white-space: nowrap;
}
.markdown-body .csv-data .blob-num {
padding: 10px var(--base-size-8) 9px;
text-align: right;
background: var(--bgColor-default);
border: 0;
}
.markdown-body .csv-data tr {
border-top: 0;
}
.markdown-body .csv-data th {
font-weight: var(--base-text-weight-semibold, 600);
background: var(--bgColor-muted);
border-top: 0;
}
.markdown-body [data-footnote-ref]::before {
content: "[";
}
.markdown-body [data-footnote-ref]::after {
content: "]";
}
.markdown-body .footnotes {
font-size: 12px;
color: var(--fgColor-muted);
border-top: 1px solid var(--borderColor-default);
}
.markdown-body .footnotes ol {
padding-left: var(--base-size-16);
}
.markdown-body .footnotes ol ul {
display: inline-block;
padding-left: var(--base-size-16);
margin-top: var(--base-size-16);
}
.markdown-body .footnotes li {
position: relative;
}
.markdown-body .footnotes li:target::before {
position: absolute;
top: calc(var(--base-size-8)*-1);
right: calc(var(--base-size-8)*-1);
bottom: calc(var(--base-size-8)*-1);
left: calc(var(--base-size-24)*-1);
pointer-events: none;
content: "";
border: 2px solid var(--borderColor-accent-emphasis);
border-radius: 6px;
}
.markdown-body .footnotes li:target {
color: var(--fgColor-default);
}
.markdown-body .footnotes .data-footnote-backref g-emoji {
font-family: monospace;
}
.markdown-body .pl-c {
color: var(--color-prettylights-syntax-comment);
}
.markdown-body .pl-c1,
.markdown-body .pl-s .pl-v {
color: var(--color-prettylights-syntax-constant);
}
.markdown-body .pl-e,
.markdown-body .pl-en {
color: var(--color-prettylights-syntax-entity);
}
.markdown-body .pl-smi,
.markdown-body .pl-s .pl-s1 {
color: var(--color-prettylights-syntax-storage-modifier-import);
}
.markdown-body .pl-ent {
color: var(--color-prettylights-syntax-entity-tag);
}
.markdown-body .pl-k {
color: var(--color-prettylights-syntax-keyword);
}
.markdown-body .pl-s,
.markdown-body .pl-pds,
.markdown-body .pl-s .pl-pse .pl-s1,
.markdown-body .pl-sr,
.markdown-body .pl-sr .pl-cce,
.markdown-body .pl-sr .pl-sre,
.markdown-body .pl-sr .pl-sra {
color: var(--color-prettylights-syntax-string);
}
.markdown-body .pl-v,
.markdown-body .pl-smw {
color: var(--color-prettylights-syntax-variable);
}
.markdown-body .pl-bu {
color: var(--color-prettylights-syntax-brackethighlighter-unmatched);
}
.markdown-body .pl-ii {
color: var(--color-prettylights-syntax-invalid-illegal-text);
background-color: var(--color-prettylights-syntax-invalid-illegal-bg);
}
.markdown-body .pl-c2 {
color: var(--color-prettylights-syntax-carriage-return-text);
background-color: var(--color-prettylights-syntax-carriage-return-bg);
}
.markdown-body .pl-sr .pl-cce {
font-weight: bold;
color: var(--color-prettylights-syntax-string-regexp);
}
.markdown-body .pl-ml {
color: var(--color-prettylights-syntax-markup-list);
}
.markdown-body .pl-mh,
.markdown-body .pl-mh .pl-en,
.markdown-body .pl-ms {
font-weight: bold;
color: var(--color-prettylights-syntax-markup-heading);
}
.markdown-body .pl-mi {
font-style: italic;
color: var(--color-prettylights-syntax-markup-italic);
}
.markdown-body .pl-mb {
font-weight: bold;
color: var(--color-prettylights-syntax-markup-bold);
}
.markdown-body .pl-md {
color: var(--color-prettylights-syntax-markup-deleted-text);
background-color: var(--color-prettylights-syntax-markup-deleted-bg);
}
.markdown-body .pl-mi1 {
color: var(--color-prettylights-syntax-markup-inserted-text);
background-color: var(--color-prettylights-syntax-markup-inserted-bg);
}
.markdown-body .pl-mc {
color: var(--color-prettylights-syntax-markup-changed-text);
background-color: var(--color-prettylights-syntax-markup-changed-bg);
}
.markdown-body .pl-mi2 {
color: var(--color-prettylights-syntax-markup-ignored-text);
background-color: var(--color-prettylights-syntax-markup-ignored-bg);
}
.markdown-body .pl-mdr {
font-weight: bold;
color: var(--color-prettylights-syntax-meta-diff-range);
}
.markdown-body .pl-ba {
color: var(--color-prettylights-syntax-brackethighlighter-angle);
}
.markdown-body .pl-sg {
color: var(--color-prettylights-syntax-sublimelinter-gutter-mark);
}
.markdown-body .pl-corl {
text-decoration: underline;
color: var(--color-prettylights-syntax-constant-other-reference-link);
}
.markdown-body [role=button]:focus:not(:focus-visible),
.markdown-body [role=tabpanel][tabindex="0"]:focus:not(:focus-visible),
.markdown-body button:focus:not(:focus-visible),
.markdown-body summary:focus:not(:focus-visible),
.markdown-body a:focus:not(:focus-visible) {
outline: none;
box-shadow: none;
}
.markdown-body [tabindex="0"]:focus:not(:focus-visible),
.markdown-body details-dialog:focus:not(:focus-visible) {
outline: none;
}
.markdown-body g-emoji {
display: inline-block;
min-width: 1ch;
font-family: "Apple Color Emoji","Segoe UI Emoji","Segoe UI Symbol";
font-size: 1em;
font-style: normal !important;
font-weight: var(--base-text-weight-normal, 400);
line-height: 1;
vertical-align: -0.075em;
}
.markdown-body g-emoji img {
width: 1em;
height: 1em;
}
.markdown-body a:has(>p,>div,>pre,>blockquote) {
display: block;
}
.markdown-body a:has(>p,>div,>pre,>blockquote):not(:has(.snippet-clipboard-content,>pre)) {
width: fit-content;
}
.markdown-body a:has(>p,>div,>pre,>blockquote):has(.snippet-clipboard-content,>pre):focus-visible {
outline: 2px solid var(--focus-outlineColor);
outline-offset: 2px;
}
.markdown-body .task-list-item {
list-style-type: none;
}
.markdown-body .task-list-item label {
font-weight: var(--base-text-weight-normal, 400);
}
.markdown-body .task-list-item.enabled label {
cursor: pointer;
}
.markdown-body .task-list-item+.task-list-item {
margin-top: var(--base-size-4);
}
.markdown-body .task-list-item .handle {
display: none;
}
.markdown-body .task-list-item-checkbox {
margin: 0 .2em .25em -1.4em;
vertical-align: middle;
}
.markdown-body ul:dir(rtl) .task-list-item-checkbox {
margin: 0 -1.6em .25em .2em;
}
.markdown-body ol:dir(rtl) .task-list-item-checkbox {
margin: 0 -1.6em .25em .2em;
}
.markdown-body .contains-task-list:hover .task-list-item-convert-container,
.markdown-body .contains-task-list:focus-within .task-list-item-convert-container {
display: block;
width: auto;
height: 24px;
overflow: visible;
clip-path: none;
}
.markdown-body ::-webkit-calendar-picker-indicator {
filter: invert(50%);
}
.markdown-body .markdown-alert {
padding: var(--base-size-8) var(--base-size-16);
margin-bottom: var(--base-size-16);
color: inherit;
border-left: .25em solid var(--borderColor-default);
}
.markdown-body .markdown-alert>:first-child {
margin-top: 0;
}
.markdown-body .markdown-alert>:last-child {
margin-bottom: 0;
}
.markdown-body .markdown-alert .markdown-alert-title {
display: flex;
font-weight: var(--base-text-weight-medium, 500);
align-items: center;
line-height: 1;
}
.markdown-body .markdown-alert.markdown-alert-note {
border-left-color: var(--borderColor-accent-emphasis);
}
.markdown-body .markdown-alert.markdown-alert-note .markdown-alert-title {
color: var(--fgColor-accent);
}
.markdown-body .markdown-alert.markdown-alert-important {
border-left-color: var(--borderColor-done-emphasis);
}
.markdown-body .markdown-alert.markdown-alert-important .markdown-alert-title {
color: var(--fgColor-done);
}
.markdown-body .markdown-alert.markdown-alert-warning {
border-left-color: var(--borderColor-attention-emphasis);
}
.markdown-body .markdown-alert.markdown-alert-warning .markdown-alert-title {
color: var(--fgColor-attention);
}
.markdown-body .markdown-alert.markdown-alert-tip {
border-left-color: var(--borderColor-success-emphasis);
}
.markdown-body .markdown-alert.markdown-alert-tip .markdown-alert-title {
color: var(--fgColor-success);
}
.markdown-body .markdown-alert.markdown-alert-caution {
border-left-color: var(--borderColor-danger-emphasis);
}
.markdown-body .markdown-alert.markdown-alert-caution .markdown-alert-title {
color: var(--fgColor-danger);
}
.markdown-body>*:first-child>.heading-element:first-child {
margin-top: 0 !important;
}
.markdown-body .highlight pre:has(+.zeroclipboard-container) {
min-height: 52px;
}`)}

body { margin: 0; background: #ffffff; }
main.markdown-body { box-sizing: border-box; max-width: 900px; margin: 24px auto; padding: 16px; border: 1px solid #d1d9e0; border-radius: 6px; }
.markdown-body { font-size: 14px; }
@media (max-width: 600px) { main.markdown-body { margin: 0; border: 0; } .markdown-body figure.wide svg { min-width: 640px; } }
@media screen and (prefers-color-scheme: dark) { body { background: #0d1117; } main.markdown-body { border-color: #3d444d; } }
.markdown-body figure { margin: 0 0 16px; overflow-x: auto; break-inside: avoid; }
.markdown-body .figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 400px), 1fr)); gap: 8px; }
.markdown-body .figures .wide { grid-column: 1 / -1; }
.markdown-body .scroll { max-height: 480px; overflow: auto; }
.markdown-body #threshold { width: min(100%, 420px); vertical-align: middle; accent-color: #0969da; }
.markdown-body summary { cursor: pointer; }
.markdown-body nav li { display: inline-block; margin-right: 1.2em; }
@page { margin: 12mm; }
@media print {
  body { background: none; } main.markdown-body { border: 0; margin: 0; padding: 0; max-width: none; } nav, #explorer, details.screen { display: none; }
  details::details-content { display: block; content-visibility: visible; } h2, h2 + *, p:has(+ .figures), p:has(+ ul) { break-after: avoid; } tr { break-inside: avoid; }
  .markdown-body { font-size: 11px; } .markdown-body table { display: table; width: auto; max-width: 100%; } .markdown-body th, .markdown-body td { padding: 3px 8px; }
  .markdown-body figure { overflow: visible; } .markdown-body figure svg { min-width: 0; } .markdown-body .figures { grid-template-columns: 1fr 1fr; }
}
.visually-hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
${f.g}
</style>
</head>
<body>
<main class="markdown-body">
${t}
</main>${n?`\n<script>${n}<\/script>`:``}
</body>
</html>
`}function forPaper(e){return e.replaceAll(`@media (prefers-color-scheme: dark)`,`@media screen and (prefers-color-scheme: dark)`).replaceAll(`@media (prefers-color-scheme: light)`,`@media print, (prefers-color-scheme: light)`)}function showFigure(e){let[,t]=/viewBox="0 0 (\d+) /.exec(e)??[];return Number(t)>500?`<figure class="wide" tabindex="0">${e}</figure>`:`<figure>${e}</figure>`}function markdownToHtml(e,t){let n=new Map(t.map(e=>[mermaidText(e),e])),r=new i.Dz({gfm:!0,breaks:!1});return r.use({renderer:{code({text:e,lang:t}){let r=t===`mermaid`?n.get(e):void 0;return r?`${showFigure(drawXyChart(r))}\n`:`<pre tabindex="0"><code>${(0,a.ZD)(e)}</code></pre>\n`},tablecell({tokens:e,header:t,align:n}){let r=this.parser.parseInline(e),i=n?` align="${n}"`:``;return t?`<th scope="col"${i}>${r}</th>\n`:`<td${i}>${r}</td>\n`}}}),r.parse(e,{async:!1}).replaceAll(`<table>`,`<table tabindex="0">`)}function mermaidText(e){return(0,s.C)(e).split(`
`).slice(1,-1).join(`
`)}}),6291:((e,t,n)=>{n.d(t,{Ff:()=>bottomAxis,Al:()=>bottomTicks,$T:()=>leftAxis,xZ:()=>leftRoom,Ob:()=>leftTicks,jC:()=>padded,Sl:()=>rightRoom});var r=n(69660),i=n(69482),a=n(29445);function roundTicks(e,t,n=a.ZV){let[r,i]=e,o=roundStep((i-r||1)/t),s={decimals:Math.max(0,0-Math.floor(Math.log10(o)+1e-9))},[c,l]=[Math.ceil(r/o-1e-9),Math.floor(i/o+1e-9)];return Array.from({length:Math.max(0,l-c+1)},(e,t)=>{let r=(c+t)*o;return{value:r,label:n(r,s)}})}function fittingTicks(e,{width:t,most:n,format:r}){for(let i=n;i>1;i--){let n=roundTicks(e,i,r);if(haveRoom(n,t/(e[1]-e[0]||1)))return n}return roundTicks(e,1,r).slice(0,1)}function haveRoom(e,t){return e.every((n,r)=>{let a=e[r-1];if(a===void 0)return!0;let o=((0,i.sc)(a.label)+(0,i.sc)(n.label))/2+10;return(n.value-a.value)*t>=o})}function roundStep(e){let t=10**Math.floor(Math.log10(e));return([1,2,5,10].find(n=>e<=n*t*(1+1e-9))??10)*t}function leftRoom(e){return e===void 0?16:Math.ceil(labelRoom(leftTicks(e))+(e.label?22:4))}function rightRoom(e){let t=e?leftTicks(e).map(({label:e})=>e):[];return Math.ceil(Math.max(16,(0,i.D3)(t)/2+2))}function bottomTicks({domain:e,ticks:t=5,format:n},r){return fittingTicks(e,{width:r,most:t,format:n})}function bottomAxis(e,t){let n=e.map(({value:e})=>e);return[(0,r.JD)(n,o),(0,r.sF)(n,look(e,t))]}function leftAxis(e,t){let n=e.map(({value:e})=>e),i=labelRoom(e)+18;return[(0,r.Qf)(n,o),(0,r.l3)(n,{...look(e,t),labelOffset:i})]}let o={stroke:`var(--grid)`,strokeOpacity:1};function labelRoom(e){return(0,i.D3)(e.map(({label:e})=>e))+9}function leftTicks({domain:e,ticks:t=5,format:n}){return roundTicks(e,t,n)}function look(e,t=``){let n=new Map(e.map(({value:e,label:t})=>[e,t]));return{label:t===``?null:t,labelAnchor:`center`,labelArrow:`none`,tickSize:0,fill:`var(--muted)`,tickFormat:e=>n.get(e)??``}}function padded([e,t],n){let r=(t-e||Math.abs(t)||1)*n;return[e-r,t+r]}}),84516:((e,t,n)=>{n.d(t,{P:()=>drawFigure,VN:()=>u,Vd:()=>l,rK:()=>c});var r=n(69660),i=n(29532),a=n(92596),o=n(6291),s=n(69482);function drawFigure({width:e,height:t,title:n,description:s,legend:c=[],bottom:l,left:u,plot:d}){let f=(0,a.qy)(n),p=d.marginLeft??(0,o.xZ)(u),m=d.marginRight??(0,o.Sl)(l),{document:h}=(0,i.BW)(`<!doctype html><html><body></body></html>`),g=(0,r.QI)({marginTop:48,marginBottom:40,...l&&{x:{domain:[...l.domain]}},...u&&{y:{domain:[...u.domain]}},...d,marginLeft:p,marginRight:m,document:h,width:e,height:t,marks:[...l?(0,o.Ff)((0,o.Al)(l,e-p-m),l.label):[],...u?(0,o.$T)((0,o.Ob)(u),u.label):[],...d.marks??[],...heading(n,c,{left:p,top:d.marginTop??48,width:e})]});return g.querySelector(`style`)?.remove(),[`<svg class="pm" role="img" viewBox="0 0 ${e} ${t}" width="${e}" height="${t}" xmlns="http://www.w3.org/2000/svg" text-anchor="middle" fill="currentColor" aria-label="${f}">`,`<title>${f}</title>`,`<desc>${(0,a.ZD)((0,a.pj)(s,2e3))}</desc>`,shorten(String(g.innerHTML)),`</svg>`].join(`
`)}function heading(e,t,n){let i={facet:`super`,frameAnchor:`top-left`,textAnchor:`start`,lineAnchor:`top`},a=n.width-8,o=(a-(t.length-1)*16)/t.length,c=t.map(({name:e})=>boldLine(e,o));return[(0,r.Qq)([boldLine(e,a)],{...i,dx:4-n.left,dy:2-n.top,fontWeight:600}),...t.map(({color:e},t)=>(0,r.Qq)([c[t]??``],{...i,dx:4-n.left+c.slice(0,t).reduce((e,t)=>e+(0,s.sc)(t,{bold:!0})+16,0),dy:19-n.top,fill:e,fontWeight:600}))]}function boldLine(e,t){return(0,s.qv)((0,a.pj)(e,400).replace(/\s+/g,` `),t,{bold:!0})}function shorten(e){return e.replace(/(?<=[ ",(MLHVZ])-?\d+\.\d{3,}(?=[ ",)MLHVZ])/g,e=>String(Number(Number(e).toFixed(2)))).replaceAll(/ aria-(?:label|hidden|description)="[^"]*"/g,``)}let c={name:`● candidate`,color:`var(--candidate)`},l={name:`○ baseline`,color:`var(--baseline)`},u={stroke:`var(--paper)`,strokeWidth:4}}),99817:((e,t,n)=>{n.d(t,{B:()=>nameAxis});var r=n(69660),i=n(92596),a=n(69482);let[o,s]=[Math.cos(35*Math.PI/180),Math.sin(35*Math.PI/180)];function nameAxis(e,{slot:t,left:n}){let c=e.map(e=>(0,a.qv)((0,i.pj)(e,200),120)),l=(0,a.D3)(c)+4>t,u=l?Math.min(120,(n-4)/o):120,d=c.map(e=>(0,a.qv)(e,u)),f=l?Math.ceil(14/s/t):1,p=e.map((e,t)=>t).filter(t=>(e.length-1-t)%f==0);return{mark:(0,r.sF)(p,{label:null,tickSize:0,tickFormat:e=>d[e]??``,...l&&{tickRotate:-35,textAnchor:`end`,fill:`currentColor`}}),marginBottom:Math.ceil(l?(0,a.D3)(d)*s+14+6:30)}}}),36425:((e,t,n)=>{n.d(t,{N:()=>svgFile,g:()=>o});let r={ink:`#1f2328`,paper:`#ffffff`,candidate:`#0072b2`,"candidate-area":`#9ec5e8`,baseline:`#a34f00`,"baseline-area":`#e9c29b`,pass:`#0072b2`,fail:`#c04000`,muted:`#59636e`,grid:`#d1d9e0`},i={ink:`#f0f6fc`,paper:`#0d1117`,candidate:`#56b4e9`,"candidate-area":`#1b4a6b`,baseline:`#e69f00`,"baseline-area":`#5c4000`,pass:`#56b4e9`,fail:`#ff8a4c`,muted:`#9198a1`,grid:`#3d444d`},a=`-apple-system, BlinkMacSystemFont, "Segoe UI", "Noto Sans", Helvetica, Arial, sans-serif`,o=`
svg.pm { max-width: 100%; height: auto; font: 12px ${a}; color: var(--ink); ${variables(r)} }
svg.pm text { white-space: pre; }
@media screen and (prefers-color-scheme: dark) {
  svg.pm { ${variables(i)} }
}`;function svgFile(e){let t=a.replaceAll(`"`,`'`);return`${e.replace(/(?<==")var\(--([a-z-]+)\)(?=")/g,(e,t)=>r[t]??e).replaceAll(`="currentColor"`,`="${r.ink}"`).replace(`<svg class="pm"`,`<svg font-family="${t}" font-size="12"`).replace(`</desc>`,`</desc>\n<rect width="100%" height="100%" fill="${r.paper}" />`)}\n`}function variables(e){return Object.entries(e).map(([e,t])=>`--${e}: ${t};`).join(` `)}}),69482:((e,t,n)=>{n.d(t,{D3:()=>widest,qv:()=>fitLabel,sc:()=>textWidth});let r=[[/[ .,:;'|!()[\]ijlIft]/,.4],[/[%@mwMW−+<>=≤≥→←↓↑▲▼◂▸●○▮━╍┅…]/,.98],[/[A-Z]/,.78],[/[\u0020-\u024f\u0370-\u052f]/,.64]];function textWidth(e,{size:t=12,bold:n=!1}={}){return[...e].reduce((e,t)=>e+advanceOf(t),0)*t*(n?1.12:1)}function advanceOf(e){return/\p{M}/u.test(e)?0:r.find(([t])=>t.test(e))?.[1]??1.05}function fitLabel(e,t,n){let r=[...e||`(blank)`];if(textWidth(r.join(``),n)<=t)return r.join(``);for(let e=r.length-1;e>1;e--){let i=Math.ceil(e/2),a=[...r.slice(0,i),`…`,...r.slice(r.length-(e-i))].join(``);if(textWidth(a,n)<=t)return a}return`…`}function widest(e,t){return Math.max(0,...e.map(e=>textWidth(e,t)))}})};