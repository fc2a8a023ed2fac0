export const id=318;export const ids=[318];export const modules={2318:((e,t,n)=>{n.d(t,{main:()=>main});var r=n(29684),i=n(92596),a=n(68807),o=n(68690);let s={pass:0,fail:1,error:2,inconclusive:3};function exitCodeOf(e){return s[e]}function withPlace(e){return e.option(`--config <file>`,`the configuration`,`proofmark.yml`).option(`--out-dir <directory>`,`where JSON documents go and come from`,`proofmark-out`)}function withExamples(e,...t){return e.addHelpText(`after`,`\nExamples:\n${t.map(e=>`  $ ${e}`).join(`
`)}`)}var c=n(40244),l=n(36246),u=n(15870),d=n(79282),f=n(14744),p=n(26387),m=n(89296),h=n(78972);function upgradeOdcs(e){let t=new Map;return e.apiVersion=p.Bo.at(-1),walk(e,[],(e,n)=>{if((0,f.Gv)(e.logicalTypeOptions)&&upgradeBounds(e.logicalTypeOptions,[...n,`logicalTypeOptions`],t),Array.isArray(e.quality))for(let t of e.quality.filter(f.Gv))upgradeRule(t)}),{removed:repair(e),moved:t}}function walk(e,t,n){if(Array.isArray(e))for(let[r,i]of e.entries())walk(i,[...t,r],n);else if((0,f.Gv)(e)){n(e,t);for(let[r,i]of Object.entries(e))walk(i,[...t,r],n)}}function upgradeBounds(e,t,n){for(let r of[`minimum`,`maximum`]){let i=r===`minimum`?`exclusiveMinimum`:`exclusiveMaximum`;typeof e[i]==`boolean`&&(e[i]===!0&&e[r]!==void 0?(e[i]=e[r],delete e[r],n.set(JSON.stringify([...t,i]),[...t,r])):delete e[i])}}function upgradeRule(e){if(e.metric!==void 0||(e.type??`library`)!==`library`)return;let t=typeof e.rule==`string`?(0,m.ak)({rule:e.rule}):void 0;t!==void 0&&(delete e.rule,e.metric=t,m.we.some(t=>e[t]!==void 0)||(e.mustBe=0),e.validValues!==void 0&&(e.arguments={...(0,f.Gv)(e.arguments)?e.arguments:{},validValues:e.validValues},delete e.validValues))}function repair(e){let t=[];for(let n=0;n<1e3;n++){let n=(0,h.c)(`3.2`).safeParse(e).error?.issues[0];if(!n)return t;let r=(n.code===`invalid_union`?n.errors.flatMap(e=>e[0]??[]):[]).sort((e,t)=>t.path.length-e.path.length)[0],i=[...n.path,...r?.path??[]],a=[n,r].find(e=>e?.code===`unrecognized_keys`),o=a&&`keys`in a?[...i,a.keys[0]??``]:i;t.push({at:remove(e,o),reason:(r??n).message})}return t}function remove(e,t){let n=t.slice(0,-1).reduce((e,t)=>e?.[t],e),r=t.at(-1);if(r===void 0)throw Error(`the contract itself cannot be removed`);if(Array.isArray(n)&&Number(r)<n.length)n.splice(Number(r),1);else if((0,f.Gv)(n)&&Object.hasOwn(n,r))delete n[String(r)];else return remove(e,t.slice(0,-1));return t}function convertToOdcs(e,t){let{source:n,standard:r}=(0,l.m)(e,t),i=structuredClone(n.value),a=r===`ODCS v3.2.0`,o=findKept(i,n),{removed:s,moved:d}=upgradeOdcs(i),f=s.map(({at:e,reason:t})=>({what:showPath(e),reason:`ODCS v3.2.0 refuses it: ${t}`,location:locate(n,e)})),digitsOf=e=>n.written(d.get(JSON.stringify(e))??e),p=mapScalars(i,[],(e,t)=>typeof e==`number`?keepDigits(e,digitsOf(t)):typeof e==`string`&&!a?(0,u.j)(e,t.at(-1)):e),m=`Converted from ${JSON.stringify(t).slice(1,-1)} (${r}).`;return{yaml:(0,c.Vd)(p,m),standard:r,notCarried:[...o,...f]}}function findKept(e,t){let n=[],search=(e,r,i)=>{if(Array.isArray(e))for(let[t,n]of e.entries())search(n,[...r,t],i);else if((0,f.Gv)(e)){let a=(0,d.v1)(e),o=typeof e.name==`string`?e.name:void 0;if(a!==void 0){n.push({what:`${i}: ${o}`,reason:a,location:locate(t,r)});return}let s=o===void 0||r.length===0?i:i?`${i}.${o}`:o;for(let[t,n]of Object.entries(e))search(n,[...r,t],s)}};return search(e,[],``),n}function mapScalars(e,t,n){return Array.isArray(e)?e.map((e,r)=>mapScalars(e,[...t,r],n)):(0,f.Gv)(e)?Object.fromEntries(Object.entries(e).map(([e,r])=>[e,mapScalars(r,[...t,e],n)])):n(e,t)}function keepDigits(e,t){return t!==void 0&&/^-?\d+(\.\d+)?$/.test(t)&&Number(t)===e&&t!==String(e)?new c.pm(t):e}function locate(e,t){let{file:n,line:r=1,column:i=1}=e.locate(t,`key`);return{file:n,line:r,column:i}}function showPath(e){return e.map(e=>typeof e==`number`?`[${e}]`:`.${String(e)}`).join(``).slice(1)}var g=n(76760),_=n(6602);function readContractText(e,t){return(0,_.Gu)((0,g.resolve)(e.directory,t),`the data contract`,{shownAs:t})}async function writeResult(e,t,n){n===void 0?e.write(t):(await(0,_.Tl)((0,g.resolve)(e.directory,n),t),e.writeError(`wrote ${n}\n`))}let addConvert=(e,t)=>{withExamples(e.command(`convert`).description(`write a contract of another standard, or an older ODCS, as ODCS v3.2.0`).argument(`<file>`,`ODCS v3, Data Package, Table Schema, JSON Schema or Croissant`).addOption(new o.c$(`--to <standard>`,`the standard to write`).choices([`odcs`]).default(`odcs`)).option(`--out <file>`,`where to write it (default: standard output)`).action(async(e,{out:n})=>{let{yaml:a,standard:o,notCarried:s}=convertToOdcs(await readContractText(t,e),e);await writeResult(t,a,n);let c=s.length?`${s.length} not enforced or left out:`:`all of it is carried over`;t.writeError(`read as ${o}; ${c}\n`);for(let{what:e,reason:n,location:a}of s)t.writeError(`${(0,i.pj)((0,r.ZD)(a),200)}: ${(0,i.pj)(`${e}: ${n}`,500)}\n`)}),`proofmark contract convert datapackage.json --to odcs --out contracts/data.odcs.yaml`,`proofmark contract convert events.schema.json`)};var v=n(52077),y=n(43704);let ee={breaking:{title:`Breaking`,color:`red`},addition:{title:`Additions`,color:`green`},patch:{title:`Other changes`,color:`dim`}};function printContractDiff(e,t){let n=(0,y.C2)(t),{base:r,head:a,status:o,version:s,changes:c}=e,l=n(o===`pass`?`green`:`red`,o.toUpperCase()),u=`${(0,i.pj)(r.file)} ${(0,i.pj)(r.version,40)} -> ${(0,i.pj)(a.file)} ${(0,i.pj)(a.version,40)}`;return(0,y.cT)([`${l} ${n(`bold`,u)}`,(0,i.pj)(s.reason),...[`breaking`,`addition`,`patch`].flatMap(e=>{let t=c.filter(t=>t.impact===e),{title:r,color:i}=ee[e];return t.length?[``,n(i,`${r} (${t.length})`),...t.flatMap(changeLines)]:[]})])}function changeLines(e){let{table:t,column:n,constraint:a,before:o,after:s,breaks:c,reason:l}=e,u=[t,n,a].filter(e=>e).map(e=>(0,i.pj)(e??``,60)),d=[o,s].map(e=>e===void 0?void 0:(0,i.pj)(e,80)),f=d[0]!==void 0&&d[1]!==void 0?`${d[0]} -> ${d[1]}`:d[0]??d[1],p=c.length?` (breaks ${c.join(` and `)})`:``,m=[e.base,e.head].flatMap(e=>e?[(0,i.pj)((0,r.ZD)(e),120)]:[]);return[`- ${[e.change.replaceAll(`-`,` `),u.join(`.`)].filter(Boolean).join(` `)}${f===void 0?``:`: ${f}`}`,`  ${(0,i.pj)(l)}${p}${m.length?` [${m.join(`, `)}]`:``}`]}function terminalLogger(e){let t=!1,line=n=>{t&&e.writeError(`\r\x1B[K`),t=!1,e.writeError(`${(0,i.pj)(n)}\n`)},located=(e,t,n)=>line(`${e}: ${n?`${(0,r.ZD)(n)}: `:``}${t}`);return{info:line,warning:(e,t)=>located(`warning`,e,t),error:(e,t)=>located(`error`,e,t),debug(){},progress(n,r,a){if(!e.isTerminal)return;let o=r>0?`${Math.floor(100*n/r)} %`:String(n);e.writeError(`\r\u001b[K${(0,i.pj)(a)}: ${o}`),t=!0},group:async(e,t)=>(line(e),t())}}function workplaceOf(e,t){let n=e.env.XDG_CACHE_HOME??(e.env.HOME?`${e.env.HOME}/.cache`:void 0);return{directory:e.directory,config:t.config??`proofmark.yml`,out:t.outDir??`proofmark-out`,logger:terminalLogger(e),now:e.now,toolCache:e.env.RUNNER_TOOL_CACHE??n}}function wantsColor(e){return e.isTerminal&&!e.env.NO_COLOR}let addDiff=(e,t,n)=>{withExamples(e.command(`diff`).description(`tell breaking from compatible changes, and whether the version says so`).argument(`<base>`,`the contract as it was`).argument(`<head>`,`the contract as it is`).addOption(new o.c$(`--format <format>`,`how the result is written`).choices([`text`,`json`]).default(`text`)).option(`--out <file>`,`where to write it (default: standard output)`).action(async(e,r,{format:i,out:a})=>{let o=(0,v.h)((0,l.J)(await readContractText(t,e),e),(0,l.J)(await readContractText(t,r),r)),c=a===void 0&&wantsColor(t);await writeResult(t,`${i===`json`?JSON.stringify(o,null,2):printContractDiff(o,{color:c})}\n`,a),n(o.status===`fail`?s.fail:s.pass)}),`git show main:contracts/flights.odcs.yaml > base.yaml`,`proofmark contract diff base.yaml contracts/flights.odcs.yaml`)};var te=n(4902),ne=n(47834);function inferContract(e,t){let{key:n}=e;return`${[`# Inferred from ${oneLine(t)} (${e.rows} rows). Each rule was true of these data; whether it should`,`# be true of all data is yours to say: delete what was chance, tighten what is law.`,`apiVersion: v3.2.0`,`kind: DataContract`,`id: ${slug(e.name)}`,`version: 0.1.0`,`status: draft`,``,`schema:`,`  - name: ${JSON.stringify(e.name)}`,`    properties:`,...e.columns.flatMap(e=>propertyLines(e,n).map(e=>`      ${e}`)),...n.length===0&&e.columns.length>0?[`    # No column is unique, nor a few of them together: nothing identifies a row but its number.`]:[],`    quality:`,`      # ${e.rows} rows seen.`,`      - id: rows`,`        metric: rowCount`,`        mustBeGreaterOrEqualTo: ${e.rows===0?0:Math.max(1,Math.floor(e.rows/2))}`].join(`
`)}\n`}function propertyLines(e,t){let n=[`- name: ${JSON.stringify(e.name)}`],r=e.rows-e.nulls;e.type&&n.push(`  logicalType: ${e.type}`),e.nulls===0&&e.rows>0&&n.push(`  required: true`);let i=t.indexOf(e.name)+1;if(i>0&&t.length>1){let r=t.filter(t=>t!==e.name).map(oneLine);n.push(`  # Identifies each row together with ${r.join(` and `)}.`,`  primaryKey: true`),n.push(`  primaryKeyPosition: ${i}`)}else i>0?n.push(`  primaryKey: true`):e.isUnique&&n.push(`  unique: true`);n.push(...optionLines(e).map(e=>`  ${e}`));let a=e.values??[];if(isEnumeration(e)){n.push(`  # ${a.length} values in ${r} rows.`,`  enum:`);for(let{value:t,count:r}of a){let i=e.type===`integer`?t:JSON.stringify(t);n.push(`    - value: ${i} # ${r} rows`)}}if(e.nulls>0){let t=100*e.nulls/e.rows,r=100*(0,ne.YV)(e.nulls,e.rows,.98).upper;n.push(`  # ${e.nulls} nulls in ${e.rows} rows, ${Number(t.toPrecision(3))} %; with 99 % confidence at most:`,`  quality:`,`    - id: nulls`,`      metric: nullValues`,`      unit: percent`,`      mustBeLessOrEqualTo: ${Math.min(100,roundUp(r))}`)}return n}function roundUp(e){let t=10**(Math.floor(Math.log10(e))-1);return Number((Math.ceil(e/t)*t).toPrecision(3))}function isEnumeration({type:e,values:t,rows:n,nulls:r}){if(e!==`string`&&e!==void 0)return!1;let i=t?.length??0;return i>0&&i<=20&&n-r>=10*i}function optionLines(e){let{type:t,minimum:n,maximum:r,pattern:i,format:a}=e,o=[],s=``;if((t===`integer`||t===`number`)&&n!==void 0&&r!==void 0){let e=widen(Number(n),Number(r),t===`integer`);e&&o.push(`minimum: ${e.low}`,`maximum: ${e.high}`),s=`# Seen: ${n} to ${r}.`}(t===`date`||t===`timestamp`)&&n!==void 0&&(o.push(`minimum: ${JSON.stringify(n)}`),s=`# Seen: ${n} to ${r}.`);let c=t===`string`&&!isEnumeration(e);return c&&i!==void 0&&o.push(`pattern: ${JSON.stringify(i)}`),c&&a!==void 0&&o.push(`format: ${a}`),o.length===0?[]:[...s?[s]:[],`logicalTypeOptions:`,...o.map(e=>`  ${e}`)]}function widen(e,t,n){if(!Number.isFinite(e)||!Number.isFinite(t)||Math.max(Math.abs(e),Math.abs(t))>=(2**53-1)/4)return;let r=.1*(t-e||Math.abs(t)||1),i=10**(Math.ceil(Math.log10(r))-1),a=n?Math.max(1,i):i,o=Math.floor((e-r)/a)*a,s=Math.ceil((t+r)/a)*a;return{low:plain(e>=0?Math.max(0,o):o),high:plain(t<=0?Math.min(0,s):s)}}function plain(e){return String(Number(e.toPrecision(12)))}function slug(e){return e.replaceAll(/[^A-Za-z0-9]+/g,`-`).replaceAll(/^-|-$/g,``).toLowerCase()||`data`}function oneLine(e){return JSON.stringify(e).slice(1,-1)}var re=n(60977),b=n(12252),x=n(7948),S=n(68601);let C=.9;async function findCompositeKey(e,t,n){let r=t.filter(({distinct:e})=>e>1).slice(0,6);for(let t of[2,3]){let i=combinations(r,t).filter(e=>e.reduce((e,{distinct:t})=>e*t,1)>=C*n);if(i.length===0)continue;let a=i.map((e,t)=>`approx_count_distinct(hash(${e.map(({name:e})=>(0,b.C)(e)).join(`, `)})) AS d${t}`),[o={}]=await e.query(`SELECT ${a.join(`, `)} FROM data`),s=i.filter((e,t)=>Number(o[`d${t}`])>=C*n).slice(0,3);for(let t of s){let n=t.map(({name:e})=>e);if((await(0,S.O)(e,`data`,n.map(b.C))).groups===0)return n}}}function combinations(e,t){return t===0?[[]]:e.flatMap((n,r)=>combinations(e.slice(r+1),t-1).map(e=>[n,...e]))}var w=n(52071),T=n(61738);let E=[`integer`,`number`,`date`,`timestamp`,`time`,`boolean`],D=[`^[A-Z]{2}$`,`^[A-Z]{3}$`,`^[0-9]+$`,`^[A-Z0-9]+$`,`^[a-z0-9_]+$`],O={uuid:`[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}`,ipv4:`(?:(?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])(?:\\.|$)){4}`};async function inferFromFiles(e){let{engine:t,directory:n,files:r,layout:i={}}=e,a=(0,re.CC)(r,n),o=a.every(e=>/\.(csv|tsv|tab|txt)(\.gz|\.zst)?$/i.test(e)),s={...i,nullText:i.nullText??[``],allText:!0},c=await t.attach(`data`,{files:a,...o?{layout:s}:{}}),l=new Map(c.map(({name:e,type:t})=>[e,t])),u=await findTypes(t,c,o),{rows:d,facts:f,parts:p}=await gather(t,c.map(({name:e},t)=>(0,T.l)(plainColumn(e,u.get(e)),l.get(e)??`VARCHAR`,t,o?`text`:`typed`))),m=f.find(({isUnique:e})=>e)?.name,h=m===void 0?await findCompositeKey(t,p,d):[m];return inferContract({name:e.table??(0,g.basename)(a[0]??`data`).replace(/\..*$/,``),rows:d,columns:f,key:h??[]},r.join(`, `))}function plainColumn(e,t){return{name:e,logicalName:e,path:[{step:`field`,name:e}],outer:void 0,id:void 0,type:t,format:void 0,timeZone:void 0,classification:void 0,constraints:[]}}function logicalOf(e){switch(e){case`text`:return`string`;case`decimal`:case`float`:return`number`;case`other`:return;default:return e}}async function findTypes(e,t,n){let r=new Map(t.map(({name:e,type:t})=>[e,logicalOf((0,x.Ap)(t))]));if(!n)return r;let i=t.flatMap(({name:e},t)=>E.map((n,r)=>({name:e,type:n,sql:(0,T.l)(plainColumn(e,n),`VARCHAR`,t*E.length+r,`text`)}))),a=i.map(({sql:e},t)=>`count(${e.raw}) > 0 AND count(${e.value}) = count(${e.raw}) AS f${t}`),o=(0,x.xj)(i.map(({sql:e})=>e),`data`),[s={}]=await e.query(`SELECT ${a.join(`, `)} FROM (${o})`);for(let[e,{name:t,type:n}]of[...i.entries()].reverse())s[`f${e}`]===!0&&r.set(t,n);return r}async function gather(e,t){let n=t.flatMap(e=>{let{raw:t,value:n,column:r}=e,i=[...D,...Object.values(O)].map((e,n)=>`bool_and(regexp_full_match(${t}, ${(0,b.e)(e)})) AS s${n}_${t}`);return[`count(${t}) AS n_${t}`,`approx_count_distinct(${t}) AS d_${t}`,...isOrdered(r.type)?[`CAST(min(${n}) AS VARCHAR) AS low_${t}`,`CAST(max(${n}) AS VARCHAR) AS high_${t}`]:[],...r.type===`string`&&e.family===`text`?i:[]]}),[r={}]=await e.query(`SELECT ${[`count(*) AS total`,...n].join(`, `)} FROM (${(0,x.xj)(t,`data`)})`),i=Number(r.total),a=[],o=[];for(let{raw:n,column:s}of t){let t=Number(r[`n_${n}`]),c=Number(r[`d_${n}`]),l=t===i&&i>1&&c>.8*i&&s.type!==`number`&&(await(0,S.O)(e,`data`,[(0,b.C)(s.name)])).groups===0;t===i&&i>1&&isKeyType(s.type)&&o.push({name:s.name,distinct:c});let u=s.type===`string`&&t>0&&c<=40,holds=e=>r[`s${e}_${n}`]===!0,d=Object.keys(O).find((e,t)=>holds(D.length+t));a.push({name:s.name,type:s.type,rows:i,nulls:i-t,isUnique:l,minimum:textOf(r[`low_${n}`]),maximum:textOf(r[`high_${n}`]),format:d,pattern:d===void 0?D.find((e,t)=>holds(t)):void 0,values:u?await listValues(e,s.name):void 0})}return{rows:i,facts:a,parts:o}}function isKeyType(e){return e===`string`||e===`integer`||e===`date`||e===`timestamp`}function isOrdered(e){return e===`integer`||e===`number`||e===`date`||e===`timestamp`}function textOf(e){return e==null?void 0:String(e)}async function listValues(e,t){let n=(0,b.C)(t),r=await e.query(`SELECT CAST(${n} AS VARCHAR) AS value, count(*) AS n FROM data WHERE ${n} IS NOT NULL
     GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 21`),i=r.some(({value:e})=>(0,w.MO)(String(e))!==void 0);return r.length>20||i?void 0:r.map(({value:e,n:t})=>({value:String(e),count:Number(t)}))}async function inferContractText(e,t){let n=await(0,te.F)((0,a.ll)(e));try{return await inferFromFiles({files:t,directory:e.directory,engine:n})}finally{await n.close()}}let addInfer=(e,t)=>{withExamples(e.command(`infer`).description(`write a contract that data keep: types, ranges, values, keys, share of nulls`).requiredOption(`--data <globs...>`,`files or globs of one table`).option(`--out <file>`,`where to write it (default: standard output)`).action(async({data:e,out:n})=>{await writeResult(t,await inferContractText(workplaceOf(t,{}),e),n)}),`proofmark contract infer --data "data/flights-*.parquet" --out contracts/flights.odcs.yaml`)};var k=n(15118);function compareValues(e,t,n){let{type:r}=n;if(r===`date`||r===`timestamp`||r===`time`){let[i,a]=[(0,k.W)(e,r,n.timeZone),(0,k.W)(t,r,n.timeZone)];return i===void 0||a===void 0?void 0:i<a?-1:+(i>a)}let[i,a]=[scaled(e,t),scaled(t,e)];if(i!==void 0&&a!==void 0)return i<a?-1:+(i>a)}function scaled(e,t){let[n,r]=[e,t].map(e=>/^(-?)(\d+)(?:\.(\d+))?$/.exec(e));if(!n||!r)return;let[,i=``,a=``,o=``]=n,s=Math.max(o.length,r[3]?.length??0);return BigInt(i+a+o.padEnd(s,`0`))}function demandsOf(e,...t){return e.flatMap(e=>{let{demand:n}=e;return!(`unenforced`in n)&&t.some(e=>e===n.kind)?[{constraint:e,demand:n}]:[]})}function error({location:e},t){return{location:e,message:t,severity:`error`}}function warning({location:e},t){return{location:e,message:t,severity:`warning`}}let ie=/^(?:\[\^?\]?(?:\\.|[^\]\\])*\]|\\(?:u[0-9A-Fa-f]{4}|x[0-9A-Fa-f]{2}|[dDwWsStnrvf.*+?()[\]{}|^$\\/-])|[^\\[\](){}|^$*+?])/,ae=/^(?:([*+?])|\{(\d+)(,(\d*))?\})\??/;function patternLengths(e){if(!e.startsWith(`^`)||!/[^\\]\$$/.test(e))return;let t=e.slice(1,-1),n=0,r=0;for(;t!==``;){let e=ie.exec(t)?.[0];if(e===void 0)return;t=t.slice(e.length);let i=ae.exec(t);t=t.slice(i?.[0].length??0);let[a,o]=timesOf(i);n+=a,r+=o}return{least:n,most:r}}function timesOf(e){if(!e)return[1,1];let[,t,n,r,i]=e;if(t!==void 0)return[+(t===`+`),t===`?`?1:1/0];let a=Number(n);return r===void 0?[a,a]:[a,i?Number(i):1/0]}function lintBounds(e){return[...lintRange(e),...lintLengths(e),...lintCounts(e),...lintIntegers(e)]}function lintRange(e){let{constraints:t}=e,n=demandsOf(t,`minimum`),r=demandsOf(t,`maximum`),i=[];for(let t of n)for(let n of r){let r=compareValues(t.demand.bound,n.demand.bound,e),a=t.demand.exclusive||n.demand.exclusive;if(r===void 0||r<0||r===0&&!a)continue;let o=`${t.constraint.name} ${t.demand.bound} and ${n.constraint.name} ${n.demand.bound}`;i.push(error(n.constraint,`no value keeps both ${o}`))}for(let e of[n,r]){let[t,n]=e;t&&n&&i.push(warning(n.constraint,`${t.constraint.name} bounds the same side: keep one of them`))}return i}function lintLengths({constraints:e}){let[t]=demandsOf(e,`min-length`),[n]=demandsOf(e,`max-length`),r=[];t&&n&&t.demand.length>n.demand.length&&r.push(error(n.constraint,`no text is at least ${t.demand.length} and at most ${n.demand.length} characters long`));for(let{constraint:i,demand:a}of demandsOf(e,`pattern`)){let e=patternLengths(a.pattern);if(!e)continue;let o=t?.demand.length??0,s=n?.demand.length??1/0;if(e.least>s||e.most<o){let t=e.least===e.most?`${e.least}`:`${e.least} to ${e.most}`;r.push(error(i,`the pattern matches texts of ${t} characters, which the length bounds forbid`))}}return r}function lintCounts({constraints:e}){let t=[...demandsOf(e,`items`).map(({constraint:e,demand:t})=>({constraint:e,limit:t.items})),...demandsOf(e,`properties`).map(({constraint:e,demand:t})=>({constraint:e,limit:t.properties}))],n=t.flatMap(({limit:e})=>`atLeast`in e?[e.atLeast]:[]);return t.flatMap(({constraint:e,limit:r})=>{if(!(`atMost`in r)){let n=`names`in r?t.find(({limit:e})=>`atMost`in e&&e.atMost<r.names.length):void 0;return n?[error(e,`it requires more properties than ${n.constraint.name} allows`)]:[]}return n.some(e=>e>r.atMost)?[error(e,`no value has at least ${Math.max(...n)} and at most ${r.atMost}`)]:[]})}function lintIntegers(e){if(e.type!==`integer`)return[];let[t]=demandsOf(e.constraints,`integer-range`),n=BigInt(t?.demand.format.slice(1)??0),r=t?.demand.format.startsWith(`i`),i=r?-(2n**(n-1n)):0n,a=r?2n**(n-1n)-1n:2n**n-1n;return demandsOf(e.constraints,`minimum`,`maximum`).flatMap(({constraint:e,demand:n})=>{if(n.bound.includes(`.`))return[warning(e,`${n.bound} bounds integers: expected a whole number`)];if(!t)return[];let r=BigInt(n.bound),o=n.kind===`minimum`?r>a:r<i,s=n.kind===`minimum`?r<i:r>a,{format:c}=t.demand;return o?[error(e,`no ${c} keeps it: the format holds ${i} to ${a}`)]:s?[warning(e,`every ${c} keeps it: the format holds ${i} to ${a}`)]:[]})}var A=n(95898);function lintKeys(e,t){let n=[...t.columns,t].flatMap(({constraints:e})=>e),r=new Set(t.columns.map(({name:e})=>e));return[...n.flatMap(lintUnenforced),...demandsOf(n,`foreign-key`).flatMap(({constraint:n,demand:r})=>lintReference(n,r,e,t)),...demandsOf(t.constraints,`duplicate-values`).flatMap(({constraint:e,demand:n})=>n.columns.filter(e=>!r.has(e)).map(n=>error(e,`${n} is no property of ${t.name}`)))]}function lintUnenforced(e){let{demand:t}=e;if(!(`unenforced`in t)||t.unenforced!==`unsupported`)return[];switch(t.kind){case`foreign-key`:case`freshness`:case`retention`:return[error(e,t.reason)];case`text`:case`custom`:return[];default:return[warning(e,`it is not enforced: ${t.reason}`)]}}function lintReference(e,{columns:t,to:n},r,i){if(t.length!==n.length)return[error(e,`it has ${t.length} columns and refers to ${n.length}: expected as many`)];let a=n.map(A.mQ),o=a.find(e=>e.file!==void 0)?.file;if(o!==void 0){let t=(0,A.WU)(o,r.file.path);return`reason`in t?[warning(e,`it is not enforced: ${t.reason}`)]:[]}let s=a.map(({path:e})=>(0,A.sX)(e,r.tables)),c=n.find((e,t)=>s[t]===void 0);if(c!==void 0)return[error(e,`${c} is no property of the contract`)];let[l]=s;if(!l)return[];if(s.some(e=>e?.table!==l.table))return[error(e,"its `to` names several tables")];let u=s.flatMap(e=>e?.column.name??[]),d=t.find((e,t)=>{let n=i.columns.find(t=>t.name===e)?.type,r=s[t]?.column.type;return n!==void 0&&r!==void 0&&n!==r});return[...isKey(u,l.table)?[]:[warning(e,`${n.join(`, `)} is no key of ${l.table.name}: several rows may have one value`)],...d===void 0?[]:[warning(e,`${d} and what it refers to differ in logicalType`)]]}function isKey(e,{key:t,columns:n}){let same=t=>[...e].sort().join(`\0`)===[...t].sort().join(`\0`),isUnique=e=>n.some(t=>t.name===e&&demandsOf(t.constraints,`unique`).length>0);return same(t)||e.length===1&&e.every(isUnique)}var j=n(17850);function lintQuality(e){let t=demandsOf(e,`null-values`,`missing-values`,`invalid-values`,`duplicate-values`,`row-count`).flatMap(({constraint:e,demand:t})=>lintComparison(e,t.comparison,`unit`in t?t.unit:`rows`)),n=demandsOf(e,`pattern`,`invalid-values`).flatMap(({constraint:e,demand:t})=>{let n=(0,j.J)(t,void 0);return n.status===`unsupported`?[warning(e,`it is not enforced: ${n.reason}`)]:[]});return[...t,...n,...repeatedNames(e)]}function lintComparison(e,t,n){let[r,i]=extremes(t,n===`percent`?100:1/0),a=n===`percent`?`a percentage is 0 to 100`:`a count is at least 0`;return r?[error(e,`nothing keeps it: ${a}`)]:i?[warning(e,`everything keeps it: ${a}`)]:[]}function extremes(e,t){switch(e.operator){case`=`:return[e.value<0||e.value>t,!1];case`!=`:return[!1,e.value<0||e.value>t];case`<`:return[e.value<=0,e.value>t];case`<=`:return[e.value<0,e.value>=t];case`>`:return[e.value>=t,e.value<0];case`>=`:return[e.value>t,e.value<=0];case`between`:return[e.high<0||e.low>t,e.low<=0&&e.high>=t];case`not between`:return[e.low<=0&&e.high>=t,e.high<0||e.low>t]}}function repeatedNames(e){let t=new Set;return e.flatMap(e=>/-values$|^(?:row-count|sql|custom|text|distribution)/.test(e.demand.kind)?t.has(e.name)?[warning(e,`another rule here is called ${e.name}: give each an id of its own`)]:(t.add(e.name),[]):[])}function lintValues(e,t){return[...demandsOf(e.constraints,`enum`).flatMap(n=>[...repeatedValues(n),...unreachableValues(n,e),...tooFewForUnique(n,e,t)]),...lintNulls(e)]}let show=e=>e.type===`null`?`null`:String(e.value);function repeatedValues({constraint:e,demand:t}){let n=new Set,r=new Set;for(let e of t.values){let t=`${e.type} ${show(e)}`;n.has(t)&&r.add(show(e)),n.add(t)}return[...r].map(t=>error(e,`the enum names ${t} more than once`))}function unreachableValues({constraint:e,demand:t},n){return t.values.flatMap(t=>{if(t.type===`null`)return[warning(e,`null in an enum says nothing: nulls are allowed unless required`)];let r=String(t.value),i=refusedBy(r,n);return i===void 0?[]:[error(e,`the enum allows ${r}, which ${i} forbids`)]})}function refusedBy(e,t){let{constraints:n,type:r}=t;if(r===`integer`&&!/^[-+]?\d+$/.test(e))return`logicalType integer`;if(r===`number`&&!Number.isFinite(Number(e)))return`logicalType number`;for(let{constraint:r,demand:i}of demandsOf(n,`minimum`,`maximum`)){let n=compareValues(e,i.bound,t);if(n===void 0)continue;let a=i.kind===`minimum`?n:-n;if(a<0||a===0&&i.exclusive)return r.name}let i=[...e].length;for(let{constraint:e,demand:t}of demandsOf(n,`min-length`,`max-length`))if(t.kind===`min-length`?i<t.length:i>t.length)return e.name}function leastOf(e){return`low`in e?e.operator===`between`?e.low:0:e.operator===`>`?e.value+1:[`>=`,`=`].includes(e.operator)?e.value:0}function tooFewForUnique({constraint:e,demand:t},n,r){let i=r.key.length===1&&r.key[0]===n.name;if(demandsOf(n.constraints,`unique`).length===0&&!i)return[];let a=t.values.length,o=Math.max(0,...demandsOf(r.constraints,`row-count`).map(e=>leastOf(e.demand.comparison)));return(i||demandsOf(n.constraints,`required`).length>0)&&o>a?[error(e,`${o} rows cannot have different values of an enum of ${a}`)]:[warning(e,`unique values of an enum allow ${a} rows at most`)]}function lintNulls({constraints:e}){let[t]=demandsOf(e,`required`);return t?demandsOf(e,`null-values`).flatMap(({constraint:e,demand:t})=>leastOf(t.comparison)>0?[error(e,`it wants nulls in a column that is required`)]:`value`in t.comparison&&t.comparison.value===0?[warning(e,"`required` says the same")]:[]):[]}function lintContract(e){return[...e.remarks??[],...e.tables.flatMap(t=>[...t.columns.flatMap(e=>[...lintBounds(e),...lintValues(e,t)]),...[...t.columns,t].flatMap(({constraints:e})=>lintQuality(e)),...lintKeys(e,t)]),...lintQuality(e.constraints),...e.constraints.flatMap(lintUnenforced)].sort((e,t)=>e.location.line-t.location.line||e.location.column-t.location.column)}let addLint=(e,t,n)=>{withExamples(e.command(`lint`).description(`check contracts against their schema, and for what they say in vain`).argument(`<files...>`,`the contracts`).action(async e=>{let a=0;for(let n of e){let e=lintContract((0,l.J)(await readContractText(t,n),n));for(let{severity:n,location:a,message:o}of e)t.write(`${(0,i.pj)((0,r.ZD)(a),200)}: ${n}: ${(0,i.pj)(o,500)}\n`);a+=e.filter(({severity:e})=>e===`error`).length,e.length===0&&t.write(`${n}: nothing to remark\n`)}n(a>0?s.fail:s.pass)}),`proofmark contract lint contracts/*.odcs.yaml`)},addContract=(e,t,n)=>{let r=e.command(`contract`).description(`infer, convert, compare and lint data contracts`);for(let e of[addInfer,addConvert,addDiff,addLint])e(r,t,n)};var M=n(29445),oe=n(10998),N=n(79214);function printEvaluation(e){let{model:t,baseline:n,testSet:r,estimates:a,omitted:o}=e,s=a.filter(({slice:e})=>e.length===0).slice(0,y.$8),c=new Set(a.filter(({slice:e})=>e.length>0).map(({slice:e})=>JSON.stringify(e))),l=s.map(({metric:e,candidate:t,baseline:n,change:r,reason:a})=>{let o=(0,M.CS)(r?.interval??t?.interval,t?.value),s=(0,N.pm)(r,(0,oe.F)(e));return[(0,i.pj)(e,24),n?(0,M.ZV)(n.value,o):`-`,t?(0,M.ZV)(t.value,o):`-`,t?.interval?(0,M.vy)(t.interval,o):``,r?(0,M.eD)(r.value,o):`-`,r?.interval?(0,M.vy)(r.interval,o,M.eD):``,s?N.aN[s]:(0,i.pj)(a??``,60)]}),u=n?` against ${(0,i.pj)(n.name,60)}`:`, no baseline`;return(0,y.cT)([`Evaluated ${(0,i.pj)(t,60)}${u} on ${(0,M.yk)(r.rows,`row`)} and ${(0,M.yk)(c.size,`slice`)}`,``,...(0,y.MM)([`metric`,`baseline`,`candidate`,`95 % interval`,`change`,`95 % interval`,``],l,[1,2,4],(e,t)=>t),...o.map(e=>`left out: ${(0,i.pj)(e)}`)])}var se=n(75587),P=n(51455);async function copyDocument(e,t,n){n!==void 0&&await(0,_.Tl)((0,g.resolve)(e.directory,n),await(0,P.readFile)((0,g.resolve)(e.directory,t),`utf8`)),e.writeError(`Document: ${n??t}\n`)}let addEvaluate=(e,t)=>{withExamples(withPlace(e.command(`evaluate`).description(`measure a model with its uncertainty`).option(`--predictions <globs...>`,`predictions of the candidate`).option(`--baseline-predictions <globs...>`,`predictions of the baseline, joined by id`).option(`--model <file>`,`ONNX file of the candidate`).option(`--baseline-model <file>`,`ONNX file of the baseline`).option(`--task <task>`,`binary or regression`).option(`--id <column>`,`column that identifies a row`).option(`--label <column>`,`column with the true value`).option(`--score <column>`,`column with the score (binary: probability of the positive class)`).option(`--baseline-score <column>`,`column with the score of the baseline, in the same file`).option(`--threshold <number>`,`scores of at least this predict the positive class`,readNumber).option(`--out <file>`,`copy the evaluation document to this file`).action(async e=>{let n=workplaceOf(t,e),{evaluation:r,path:i}=await(0,se.H)(n,e);t.write(`${printEvaluation(r)}\n`),await copyDocument(t,i,e.out)})),`proofmark evaluate --predictions p.parquet --task binary --id row --label y --score p`,`proofmark evaluate --predictions new.csv --baseline-predictions old.csv --task regression --id id --label y --score yhat`,`proofmark evaluate            # everything from the configuration`)};function readNumber(e){let t=Number(e);if(e.trim()!==``&&Number.isFinite(t))return t;throw new r.yo(`input-invalid`,`--threshold: expected a number, received ${(0,r.ZN)(e)}`)}var F=n(39042),I=n(93761),L=n(42672);let ce={pass:`green`,fail:`red`,inconclusive:`yellow`};function printVerdict(e,t){let n=(0,y.C2)(t),r=(0,I.UN)(e.gates),a=r.slice(0,y.$8).map(({shown:e,size:t,ofRule:n})=>{let r=(0,L.Mk)(e),a=t>1?`${t} of ${n} ${e.slice.map(({column:e})=>e).join(` x `)}`:e.slice.length?(0,F.O3)(e.slice):``;return[(0,I.JR)(e)?`skipped`:e.status,(0,i.pj)(e.metric,24),(0,i.pj)(a,32),e.baseline?(0,M.ZV)(e.baseline.value,r):`-`,e.candidate?(0,M.ZV)(e.candidate.value,r):`-`,e.change?(0,M.eD)(e.change.value,r):`-`,`${(0,N.rH)(e.kind)?`change `:``}${(0,L.tB)(e)}`]}),o=r.filter(({shown:e})=>e.status!==`pass`&&!(0,I.JR)(e));return(0,y.cT)([`${n(ce[e.status],e.status.toUpperCase())} ${n(`bold`,(0,i.pj)(e.model,60))}: ${(0,i.pj)((0,N.Lh)(e.headline))}`,``,...(0,y.MM)([``,`metric`,`slice`,`baseline`,`candidate`,`change`,`required`],a,[3,4,5],(e,t)=>e[0]===`pass`?t:n(cellColor(e[0]??``),t)),r.length>y.$8?`... and ${(0,M.B4)(r.length-y.$8)} more rows`:void 0,o.length?``:void 0,...o.slice(0,y.$8).map(({shown:e})=>gateReason(e)),...e.warnings.map(e=>`${n(`yellow`,`warning`)} ${(0,i.pj)(e)}`)])}function cellColor(e){return e===`fail`?`red`:e===`inconclusive`?`yellow`:`dim`}function gateReason(e){let t=e.slice.length?` on ${(0,i.pj)((0,F.O3)(e.slice),60)}`:``;return`- ${(0,i.pj)(e.metric,60)}${t}: ${(0,i.pj)(e.reason)}`}var le=n(13074);let addGate=(e,t,n)=>{withExamples(withPlace(e.command(`gate`).description(`decide against a policy and a baseline`).option(`--evaluation <file>`,`the evaluation document (default: evaluation.json in the documents)`).option(`--policy <file>`,`the file with the section gates (default: the configuration)`).addOption(new o.c$(`--on-inconclusive <what>`,`overrides the policy`).choices([`fail`,`warn`,`pass`])).option(`--out <file>`,`copy the verdict document to this file`).action(async e=>{let r=workplaceOf(t,{...e,config:e.policy??e.config}),{verdict:i,path:a}=await(0,le.B)(r,e);t.write(`${printVerdict(i,{color:wantsColor(t)})}\n`),await copyDocument(t,a,e.out),n(exitCodeOf(i.status))})),`proofmark gate --evaluation evaluation.json --policy proofmark.yml`,`proofmark gate --on-inconclusive warn`)};var R=n(65276),z=n(2801);function starterConfig(e){let t=e.contract===void 0?[]:dataSection(e.contract,e.files);return[`model: ${JSON.stringify(e.model)}`,``,...t,`evaluation:`,`  task: binary # or regression`,`  # Predictions of the candidate on the test set; your training job writes them. Or run an ONNX model:`,`  # model: model.onnx and rows: {files: data/test.parquet}`,`  predictions: out/predictions.parquet`,`  # The same rows scored by the model in use, joined by id. Without it only min and max can decide,`,`  # and a rule that compares fails unless policy.on-no-baseline is warn.`,`  # baseline-predictions: out/baseline.parquet`,`  columns: { id: id, label: label, score: score }`,`  slices: [] # columns whose values are judged one by one: [country, device]`,``,`gates:`,`  - metric: roc_auc # regression: r2, rmse, mae`,`    min: 0.7`,`  # - metric: roc_auc`,`  #   max-drop: 0.01 # not worse than the baseline by more than this, with 95 % confidence`,``,`# publish:`,`#   files: [model.onnx]`,`#   public-key: model-signing.pem`,``].join(`
`)}function dataSection(e,t){return[`data:`,`  - contract: ${JSON.stringify(e)}`,`    files: ${JSON.stringify(t.length===1?t[0]:t)}`,``]}async function initProject(e,t){let n=t.files??[],r=n.length>0?`contracts/${contractName(n)}.odcs.yaml`:void 0,i=starterConfig({model:t.model,contract:r,files:n});(0,R.z)(z.T,(0,c.hN)(i,e.config).value,{what:`--model`,code:`input-invalid`});let o=new Map([[e.config,i],[`.github/workflows/model.yml`,`# The whole pull-request loop in one job, for repositories whose pull requests come from branches of their own.
# A pull request from a fork gets the check through the job itself; its comment needs the pair
# pull-request-fork-safe.yml and pull-request-comment.yml instead.
name: model

on:
  pull_request:
  merge_group: # without it a merge queue waits for the required check for ever

permissions: {}

concurrency:
  group: \${{ github.workflow }}-\${{ github.ref }}
  cancel-in-progress: true

jobs:
  gate:
    runs-on: ubuntu-latest
    permissions:
      contents: read # check out the repository
      checks: write # report the verdict as the check run "proofmark"
      pull-requests: write # write the comment
    steps:
      - uses: actions/checkout@1af3b93b6815bc44a9784bd300feb67ff0d1eeb3 # v6.0.0
        with:
          persist-credentials: false
      - uses: OWNER/proofmark/actions/validate-data@v1
      - uses: OWNER/proofmark/actions/evaluate-model@v1
      - uses: OWNER/proofmark/actions/gate-model@v1
      - uses: OWNER/proofmark/actions/comment-metrics@v1
        if: \${{ !cancelled() && github.event_name == 'pull_request' }}
`]]);r!==void 0&&o.set(r,await inferContractText(e,n));let s=[],l=[];for(let[n,r]of o)!t.force&&await exists((0,a.lW)(e,n))?l.push(n):(await(0,_.Tl)((0,a.lW)(e,n),r),s.push(n));return{written:s,kept:l,missing:r!==void 0&&l.includes(e.config)&&!(await(0,P.readFile)((0,a.lW)(e,e.config),`utf8`)).includes(r)?dataSection(r,n).filter(e=>e!==``):[]}}function contractName(e){return(0,g.basename)(e[0]??``).replace(/\..*$/,``).replace(/[^A-Za-z0-9_-]+/g,`-`).replace(/^-+|-+$/g,``)||`data`}async function exists(e){return(0,P.stat)(e).then(()=>!0,()=>!1)}let addInit=(e,t)=>{withExamples(e.command(`init`).description(`write a starter proofmark.yml, a contract inferred from the data, and a workflow`).option(`--data <globs...>`,`data to infer the contract from`).option(`--model <name>`,`name of the model`,`my-model`).option(`--force`,`overwrite files that exist`).action(async e=>{let n=workplaceOf(t,{}),{written:r,kept:i,missing:a}=await initProject(n,{...e,files:e.data,force:e.force??!1});for(let e of r)t.write(`wrote ${e}\n`);for(let e of i)t.write(`kept  ${e} (exists; --force overwrites)\n`);t.write(nextSteps(n.config,a))}),`proofmark init --model churn --data "data/*.csv"`)};function nextSteps(e,t){return[``,...t.length===0?[]:[`Add to ${e}:`,...t.map(e=>`  ${e}`),``],`Next:`,`  1. edit the section evaluation of ${e}: where your predictions are, and their columns`,`  2. replace OWNER in .github/workflows/model.yml by the account that hosts the actions`,`  3. run: proofmark validate`,``].join(`
`)}var B=n(59619);function printDrift(e,t){let n=(0,y.C2)(t),r={decimals:4},a=e.status===`drifted`,o=(0,B._s)(e.checks).slice(0,y.$8).map(e=>[e.status,(0,i.pj)(e.column,32),`${e.distance} ${(0,M.ZV)(e.value,r)}`,(0,M.Bo)(e.threshold),(0,i.pj)(e.reason,60)]);return(0,y.cT)([`${n(a?`yellow`:`green`,e.status.toUpperCase())} ${n(`bold`,(0,i.pj)(e.model,60))}: ${(0,M.yk)(e.rows,`row`)} against ${(0,M.yk)(e.reference.rows,`row`)} of ${(0,i.pj)(e.reference.release??`the profile`,60)}`,``,...(0,y.MM)([``,`column`,`distance`,`threshold`,`what moved`],o,[2,3],(e,t)=>e[0]===`drifted`?n(`yellow`,t):t)])}var V=n(89394),H=n(4472);let addMonitor=(e,t,n)=>{withExamples(withPlace(e.command(`monitor`).description(`compare new data with the profile of a released model`).requiredOption(`--profile <file>`,`the profile, as a release holds it`).option(`--data <globs...>`,`files or globs of the data (default: monitor.rows of the configuration)`).option(`--out <file>`,`copy the drift document to this file`).action(async e=>{let r=workplaceOf(t,e),i=await(0,V.e)(r,e.profile),{drift:a,path:o}=await(0,H.i)(r,i,{files:e.data});t.write(`${printDrift(a,{color:wantsColor(t)})}\n`),await copyDocument(t,o,e.out),n(a.status===`drifted`?s.fail:s.pass)})),`proofmark monitor --profile profile.json`,`proofmark monitor --profile profile.json --data "logs/*.parquet"`)};var U=n(48022),W=n(5429);function svgFigure(e){let{width:t,height:n,content:r}=e,a=(0,i.qy)(e.title);return[`<svg class="pm" role="img" viewBox="0 0 ${t} ${n}" width="${t}" height="${n}" xmlns="http://www.w3.org/2000/svg" aria-label="${a}">`,`<title>${a}</title>`,`<desc>${(0,i.ZD)(e.description)}</desc>`,...r,`</svg>`].join(`
`)}function svgText(e,t,n,r={}){let a=r.anchor&&r.anchor!==`start`?` text-anchor="${r.anchor}"`:``;return`<text x="${e.toFixed(1)}" y="${t.toFixed(1)}"${a}${r.class?` class="${r.class}"`:``}>${(0,i.qy)(n)}</text>`}function linear(e,t){let n=e[1]-e[0]||1;return r=>t[0]+(r-e[0])/n*(t[1]-t[0])}function ticks(e,t,n){let r=(t-e||1)/n,i=10**Math.floor(Math.log10(r)),a=([1,2,5,10].find(e=>e*i>=r)??10)*i,o=Math.ceil(e/a-1e-9),s=Math.floor(t/a+1e-9);return Array.from({length:Math.max(0,s-o+1)},(e,t)=>(o+t)*a)}function tickDecimals(e){let t=Math.abs((e[1]??1)-(e[0]??0))||1;return Math.max(0,Math.min(8,-Math.floor(Math.log10(t)+1e-9)))}function px(e){return String(Math.round(e*10)/10)}let G={left:70,right:690,top:44,bottom:270};function drawXyChart(e){let{lower:t,upper:n}=(0,W.L)(e),r=linear([t,n],[G.bottom,G.top]),i=(G.right-G.left)/e.categories.length,center=e=>G.left+i*(e+.5),a=ticks(t,n,6),o={decimals:tickDecimals(a)},s=e.categories.some(e=>e.length*7.5>i),c=e.line.values.map((e,t)=>`${px(center(t))},${px(r(e))}`);return svgFigure({width:700,height:320,title:e.title,description:`Bars: ${e.bars.name}. Line: ${e.line.name}. ${e.categories.length} categories; the table has the numbers.`,content:[svgText(350,22,e.title,{anchor:`middle`,class:`strong`}),...a.flatMap(e=>[`<line class="grid" x1="${G.left}" x2="${G.right}" y1="${px(r(e))}" y2="${px(r(e))}"/>`,svgText(G.left-8,r(e)+4,(0,M.ZV)(e,o),{anchor:`end`,class:`muted`})]),...e.bars.values.map((e,t)=>`<rect class="bar" x="${px(center(t)-i*.35)}" y="${px(r(e))}" width="${px(i*.7)}" height="${px(G.bottom-r(e))}"/>`),`<polyline class="line" points="${c.join(` `)}"/>`,...c.map(e=>`<circle class="dot" cx="${e.replace(`,`,`" cy="`)}" r="3.5"/>`),...e.categories.map((e,t)=>categoryLabel(e,center(t),s)),`<rect class="bar" x="${G.left}" y="302" width="12" height="10"/>`,svgText(G.left+18,311,e.bars.name),`<line class="line" x1="${G.left+100}" x2="${G.left+124}" y1="307" y2="307"/>`,svgText(G.left+130,311,e.line.name)]})}function categoryLabel(e,t,n){let r=[...e].length>16?`${[...e].slice(0,15).join(``)}…`:e;return n?`<g transform="rotate(-30 ${px(t)} 284)">${svgText(t,284,r,{anchor:`end`})}</g>`:svgText(t,288,r,{anchor:`middle`})}function renderCommentHtml(e,t){return renderPage(t,markdownToHtml(e.markdown,e.charts))}function renderPage(e,t){return`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${(0,i.qy)(e)}</title>
<style>
.markdown-body {
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
}

body { margin: 0; background: #ffffff; }
main { box-sizing: border-box; max-width: 900px; margin: 24px auto; padding: 16px; border: 1px solid #d1d9e0; border-radius: 6px; }
.markdown-body { font-size: 14px; }
@media (max-width: 600px) { main { margin: 0; border: 0; } }
@media (prefers-color-scheme: dark) { body { background: #0d1117; } main { border-color: #3d444d; } }
.markdown-body figure { margin: 0 0 16px; overflow-x: auto; }
.markdown-body summary { cursor: pointer; }
.markdown-body nav li { display: inline-block; margin-right: 1.2em; }
@media print { main { border: 0; max-width: none; } details > *:not(summary) { display: block; } }
.visually-hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }

svg.pm { max-width: 100%; height: auto; font: 12px -apple-system, BlinkMacSystemFont, "Segoe UI", "Noto Sans", Helvetica, Arial, sans-serif; color: #1f2328; --bar: #9ec5e8; --bar-edge: #0072b2; --line: #b35900; --pass: #0072b2; --fail: #c04000; --unclear: #59636e; --grid: #d1d9e0; }
svg.pm text { fill: currentColor; }
svg.pm .muted { fill: var(--unclear); }
svg.pm .strong { font-weight: 600; }
svg.pm .grid { stroke: var(--grid); stroke-width: 1; }
svg.pm .zero { stroke: currentColor; stroke-width: 1; }
svg.pm .margin { stroke: var(--fail); stroke-width: 1.5; stroke-dasharray: 5 3; }
svg.pm .bar { fill: var(--bar); stroke: var(--bar-edge); }
svg.pm .reference { fill: var(--grid); stroke: var(--unclear); }
svg.pm .line { fill: none; stroke: var(--line); stroke-width: 2.5; }
svg.pm .dot { fill: var(--line); }
svg.pm .pass { stroke: var(--pass); fill: var(--pass); stroke-width: 2; }
svg.pm .fail { stroke: var(--fail); fill: var(--fail); stroke-width: 2; }
svg.pm .inconclusive { stroke: var(--unclear); fill: none; stroke-width: 2; }
@media (prefers-color-scheme: dark) {
  svg.pm { color: #f0f6fc; --bar: #1b4a6b; --bar-edge: #56b4e9; --line: #e69f00; --pass: #56b4e9; --fail: #ff8a4c; --unclear: #9198a1; --grid: #3d444d; }
}
</style>
</head>
<body>
<main class="markdown-body">
${t}
</main>
</body>
</html>
`}function markdownToHtml(e,t){let n=new Map(t.map(e=>[mermaidText(e),e])),r=new U.Dz({gfm:!0,breaks:!1});return r.use({renderer:{code({text:e,lang:t}){let r=t===`mermaid`?n.get(e):void 0;return r?`<figure>${drawXyChart(r)}</figure>\n`:`<pre tabindex="0"><code>${(0,i.ZD)(e)}</code></pre>\n`},tablecell({tokens:e,header:t,align:n}){let r=this.parser.parseInline(e),i=n?` align="${n}"`:``;return t?`<th scope="col"${i}>${r}</th>\n`:`<td${i}>${r}</td>\n`}}}),r.parse(e,{async:!1})}function mermaidText(e){return(0,W.C)(e).split(`
`).slice(1,-1).join(`
`)}var ue=n(37223),de=n(33776),fe=n(18585),pe=n(68591),me=n(71849),K=n(47237);function binShares(e){if(e.kind===`categorical`)return[...e.values.map(({value:t,count:n})=>[t,shareOf(n,e.rows)]),[`(all others)`,shareOf(e.other,e.rows)]];let{edges:t}=e;return e.counts.map((n,r)=>{let i=t[r-1],a=t[r];return[i===void 0?a===void 0?`all`:`≤ ${formatEdge(a)}`:a===void 0?`> ${formatEdge(i)}`:`${formatEdge(i)} to ${formatEdge(a)}`,shareOf(n,e.rows)]})}function formatEdge(e){return(0,M.Bo)(Number(e.toPrecision(7)))}function shareOf(e,t){return t>0?e/t:0}function shortLabel(e){let t=[...e];return t.length>22?`${t.slice(0,21).join(``)}…`:e}let q={left:160,right:640};function drawFailingColumns(e,t){if(t===void 0)return[];let n=new Set(e.data.files.map(({sha256:e})=>e));if(!t.source.files.some(({sha256:e})=>n.has(e)))return[];let r=Map.groupBy((0,K.oe)(e),({column:e})=>e);return t.columns.flatMap(e=>{let t=r.get(e.name);return t===void 0?[]:[drawDistribution(e,t.map(({expected:e})=>e).join(`; `))]}).slice(0,30)}function drawDistribution(e,t){let n=e.nulls>0?[[`(null)`,shareOf(e.nulls,e.rows)]]:[],r=[...binShares(e).slice(0,24),...n],i=linear([0,Math.max(...r.map(([,e])=>e),1e-9)],[q.left,q.right]);return svgFigure({width:700,height:54+r.length*18+10,title:`Values of ${e.name}`,description:r.slice(0,8).map(([e,t])=>`${e}: ${(0,M.l9)(t)}`).join(`; `),content:[svgText(10,20,`${e.name} in ${(0,M.yk)(e.rows,`profiled row`)}`,{class:`strong`}),svgText(10,38,`broken: ${[...t].slice(0,90).join(``)}`,{class:`muted`}),...r.flatMap(([e,t],n)=>[svgText(q.left-8,54+n*18+11,shortLabel(e),{anchor:`end`}),`<rect class="bar" x="${q.left}" y="${54+n*18}" width="${px(i(t)-q.left)}" height="13"/>`,svgText(i(t)+6,54+n*18+11,(0,M.l9)(t),{class:`muted`})])]})}let J={left:170,right:520};function drawForests(e){let t=e.gates.filter(({kind:e,change:t})=>(0,N.rH)(e)&&t?.interval);return[...Map.groupBy(t,({metric:e,kind:t,threshold:n})=>`${e} ${t} ${n}`).values()].map(drawForest)}function drawForest(e){let t=e.slice(0,60),[n]=t;if(!n)throw Error(`a forest plot needs a gate`);let r=(0,N.yO)(n),i=t.flatMap(({change:e})=>e?.interval?[e.interval.lower,e.interval.upper]:[]),a=Math.min(0,r,...i),o=Math.max(0,r,...i),s=(o-a||1)*.06,c=linear([a-s,o+s],[J.left,J.right]),l=50+t.length*22+6,u=ticks(a-s,o+s,8),d={decimals:tickDecimals(u)},vertical=(e,t)=>`<line class="${e}" x1="${px(c(t))}" x2="${px(c(t))}" y1="42" y2="${l}"/>`,f=t.filter(({status:e})=>e===`fail`).length;return svgFigure({width:760,height:l+30,title:`Change in ${n.metric} with its interval, against ${(0,M.eD)(r,(0,L.Mk)(n))}`,description:`${t.length} intervals, ${f} of them failing. The table of gates has the numbers.`,content:[svgText(10,20,`${n.metric}: candidate − baseline`,{class:`strong`}),svgText(c(r),36,n.kind===`superiority`?`required gain`:`margin`,{anchor:`middle`,class:`muted`}),...u.flatMap(e=>[vertical(`grid`,e),svgText(c(e),l+18,(0,M.eD)(e,d),{anchor:`middle`,class:`muted`})]),vertical(`zero`,0),vertical(`margin`,r),...t.flatMap((e,t)=>drawRow(e,c,50+t*22+11))]})}function drawRow(e,t,n){let{change:r,status:i}=e;if(!r?.interval)return[];let a=(0,L.Mk)(e),{lower:o,upper:s}=r.interval,c=t(r.value),l=i===`fail`?`<path class="fail" d="M${px(c-4)} ${px(n-4)}l8 8m0 -8l-8 8"/>`:`<circle class="${i}" cx="${px(c)}" cy="${px(n)}" r="4"/>`,u=`${(0,M.eD)(r.value,a)}  (${(0,M.vy)(r.interval,a,M.eD)})`;return[svgText(10,n+4,e.slice.length?(0,F.O3)(e.slice).slice(0,26):`all rows`),`<line class="${i}" x1="${px(t(o))}" x2="${px(t(s))}" y1="${px(n)}" y2="${px(n)}"/>`,l,svgText(J.right+10,n+4,u),svgText(756,n+4,N.Hm[i].toLowerCase(),{anchor:`end`,class:i===`pass`?`muted`:`strong`})]}let Y={left:160,right:640};function drawHistogram(e,t){let n=pairBins(e,t).slice(0,24),r=linear([0,Math.max(...n.flatMap(e=>[e.reference,e.current]),1e-9)],[Y.left,Y.right]);return svgFigure({width:700,height:44+n.length*26+30,title:`Distribution of ${e.name}`,description:n.slice(0,8).map(e=>`${e.label}: ${(0,M.l9)(e.reference)} to ${(0,M.l9)(e.current)}`).join(`; `),content:[svgText(10,22,e.name,{class:`strong`}),...n.flatMap((e,t)=>drawBin(e,r,44+t*26)),`<rect class="reference" x="${Y.left}" y="${44+n.length*26+8}" width="12" height="10"/>`,svgText(Y.left+18,44+n.length*26+17,`at release`),`<rect class="bar" x="${Y.left+100}" y="${44+n.length*26+8}" width="12" height="10"/>`,svgText(Y.left+118,44+n.length*26+17,`now`)]})}function drawBin(e,t,n){return[svgText(Y.left-8,n+15,shortLabel(e.label),{anchor:`end`}),`<rect class="reference" x="${Y.left}" y="${n}" width="${px(t(e.reference)-Y.left)}" height="10"/>`,`<rect class="bar" x="${Y.left}" y="${n+11}" width="${px(t(e.current)-Y.left)}" height="10"/>`,svgText(t(Math.max(e.reference,e.current))+6,n+15,(0,M.l9)(e.current),{class:`muted`})]}function pairBins(e,t){let n=binShares(e),r=new Map(binShares(t)),i=n.map(([e,t])=>({label:e,reference:t,current:r.get(e)??0}));return e.nulls+t.nulls>0&&i.push({label:`(null)`,reference:shareOf(e.nulls,e.rows),current:shareOf(t.nulls,t.rows)}),i}let X=2e3;function renderHtmlReport(e,t={}){let n=makeParts(e,t),r=(0,ue.DM)(e),a=n.map(({id:e,section:t})=>`<li><a href="#${e}">${(0,i.ZD)(shortTitle(t))}</a></li>`),o=[`<header>${markdownToHtml((0,de.U)(e,t).replace(/^### /,`# `),[])}</header>`,`<nav aria-label="Parts of the report"><ul>${a.join(``)}</ul></nav>`,...n.map(showPart)];return renderPage(r===void 0?`Proofmark report`:`Proofmark report: ${r}`,o.join(`
`))}function makeParts(e,t){let{verdict:n,evaluation:r,validations:i=[],drift:a,profile:o}=e,plain=(e,t)=>({title:e,body:t,open:!0,charts:[]}),s=r&&(0,me.T)(r,n,X);return[n&&{id:`gates`,section:plain(`Gates`,(0,L.au)(n)),figures:drawForests(n)},r&&{id:`metrics`,section:(0,fe.P)(r),figures:[]},s&&{id:`slices`,section:s,figures:[]},...i.map((e,t)=>({id:`validation-${t+1}`,section:(0,K.LN)(e,X),figures:drawFailingColumns(e,o)})),a&&{id:`drift`,section:(0,B.tX)(a,X),figures:a.columns.slice(0,30).map(({reference:e,current:t})=>drawHistogram(e,t))},n&&{id:`every-gate`,section:plain(`Every gate: ${(0,M.yk)(n.gates.length,`gate`)}`,(0,L.yO)(n,X)),figures:[]},{id:`provenance`,section:(0,pe.B)(e,t),figures:[]}].filter(e=>e!==void 0)}function showPart({id:e,section:t,figures:n}){return[`<section aria-labelledby="${e}">`,`<h2 id="${e}">${(0,i.ZD)(t.title)}</h2>`,markdownToHtml(t.body,t.charts),...n.map(e=>`<figure>${e}</figure>`),`</section>`].join(`
`)}function shortTitle({title:e}){return e.split(`:`)[0]??e}var Z=n(28053),he=n(14179);async function writeReport(e,t){let n=await(0,he.Vz)(e,t.documents),r=(0,a.lW)(e,t.file);return await(0,_.Tl)(r,render(n,t.format,t.context)),(0,a.P8)(e,r)}function render(e,t,n={}){switch(t){case`html`:return renderHtmlReport(e,n);case`markdown`:return(0,Z.w)(e,n).markdown;case`comment-html`:return renderCommentHtml((0,Z.w)(e,n),`Proofmark comment`)}}let Q={html:`report.html`,markdown:`comment.md`,"comment-html":`comment.html`},addReport=(e,t)=>{withExamples(withPlace(e.command(`report`).description(`show the documents as a page or as the pull-request comment`).addOption(new o.c$(`--format <format>`,`what to write`).choices(Object.keys(Q)).default(`html`)).option(`--out <file>`,`the file to write (default: report.html, comment.md, comment.html among the documents)`).action(async e=>{let n=workplaceOf(t,e),r=e.out??`${n.out}/${Q[e.format]}`;t.write(`${await writeReport(n,{documents:n.out,format:e.format,file:r})}\n`)})),`proofmark report`,`proofmark report --format markdown --out comment.md`)};function printValidation(e,t){let n=(0,y.C2)(t),{coverage:r,contract:a,data:o,status:s}=e,c=(0,K.oe)(e),l={pass:`PASS`,warn:`PASS WITH WARNINGS`,fail:`FAIL`}[s];return(0,y.cT)([`${n({pass:`green`,warn:`yellow`,fail:`red`}[s],l)} ${n(`bold`,(0,i.pj)(a.id,60))} ${(0,i.pj)(a.version,20)}: ${(0,M.yk)(o.rows,`row`)}, ${(0,M.B4)(r.enforced)} of ${(0,M.yk)(r.declared,`declared rule`)} enforced`,c.length?``:void 0,...c.slice(0,y.$8).flatMap(e=>checkLines(e,n)),c.length>y.$8?`... and ${(0,M.B4)(c.length-y.$8)} more`:void 0,...e.checks.filter(e=>e.status===`unsupported`).slice(0,y.$8).map(({description:e,reason:t})=>`${n(`yellow`,`not enforced`)} ${(0,i.pj)(e)}${t?`: ${(0,i.pj)(t)}`:``}`),...e.notes.slice(0,y.$8).map(e=>`${n(`dim`,`note`)} ${(0,i.pj)(e)}`)])}function checkLines(e,t){let n=e.severity===`error`?`red`:`yellow`,{file:r,line:a}=e.location,o=(e.evidence?.rows??[]).slice(0,3).map(e=>`    ${e.line?`line ${e.line}`:e.row?`row ${(0,M.B4)(e.row)}`:`value`}: ${e.value===null?`null`:`"${(0,i.pj)(e.value,60)}"`}`),s=e.checked===1&&e.received!==void 0?`failed, ${(0,i.pj)(e.received,300)}`:`${(0,M.B4)(e.failing)} of ${(0,M.B4)(e.checked)} failed`;return[`${t(n,e.severity)} ${(0,i.pj)(e.description)}: ${s} (${(0,i.pj)(r,120)}:${a})`,...o]}var ge=n(7934),_e=n(42099),ve=n(79900);let ye=[`text`,`json`,`sarif`,`junit`],addValidate=(e,t,n)=>{withExamples(withPlace(e.command(`validate`).description(`check data against a contract`).option(`--contract <file>`,`the data contract (default: those of the configuration)`).option(`--data <globs...>`,`files or globs of the data`).option(`--table <name>`,`the table of the contract that the data hold`).option(`--environment <name>`,`where the data are used: constraints of other environments do not apply`).option(`--var <name=value>`,`a value for a variable of the contract; may be repeated`,addVariable).option(`--fail-on-unsupported`,`fail when a declared constraint cannot be enforced`).addOption(new o.c$(`--format <format>`,`how the result is written (default: text)`).choices(ye)).option(`--out <file>`,`write the result to this file (then in json, unless --format says otherwise)`).action(async e=>{let r=workplaceOf(t,e),{validations:i,status:a}=await(0,ve.l)(r,{contract:e.contract,files:e.data,table:e.table,environment:e.environment,variables:e.var,failOnUnsupported:e.failOnUnsupported??!1}),o=i.map(({document:e})=>e),show=(e,t)=>validate_render(o,e,t);e.out===void 0?t.write(show(e.format??`text`,wantsColor(t))):(await(0,_.Tl)((0,g.resolve)(t.directory,e.out),show(e.format??`json`,!1)),t.write(show(`text`,wantsColor(t))));for(let{path:e}of i)t.writeError(`Document: ${e}\n`);e.out!==void 0&&t.writeError(`Result: ${e.out}\n`),n(a===`fail`?s.fail:s.pass)})),`proofmark validate --contract contracts/flights.odcs.yaml --data "data/*.parquet"`,`proofmark validate            # everything the configuration names`,`proofmark validate --format sarif --out findings.sarif`)};function validate_render(e,t,n){switch(t){case`text`:return e.map(e=>`${printValidation(e,{color:n})}\n`).join(``);case`json`:{let[t,...n]=e;if(t!==void 0&&n.length===0)return`${JSON.stringify(t,null,2)}\n`;throw new r.yo(`input-invalid`,`the configuration names ${e.length} contracts, and a JSON document holds one validation: name a contract with --contract, or read the documents in the output directory`)}case`sarif`:return(0,ge.W)(e);case`junit`:return(0,_e.R)(e)}}function addVariable(e,t={}){let[,n,i]=/^([A-Za-z_][A-Za-z0-9_]*)=(.*)$/s.exec(e)??[];if(n===void 0||i===void 0)throw new r.yo(`input-invalid`,`--var: expected NAME=VALUE, received ${(0,r.ZN)(e)}`);return{...t,[n]:i}}var be=n(68236),xe=n(20647);let Se={verified:s.pass,incomplete:s.inconclusive,failed:s.fail},addVerify=(e,t,n)=>{withExamples(e.command(`verify`).description(`prove a downloaded release: bytes, signature, and the verdict computed again`).argument(`<directory>`,`folder with all files of the release`).option(`--public-key <file>`,`PEM file of the publisher (default: publish.public-key of the configuration)`).option(`--no-recompute`,`do not compute the verdict again`).option(`--config <file>`,`the configuration, where there is one`,`proofmark.yml`).option(`--out <file>`,`write every check and its reason to this file, as JSON`).action(async(e,r)=>{let i=workplaceOf(t,r),o=await(0,xe.r)(i,{directory:e,...r});if(t.write(`${(0,be.n)(o)}\n`),r.out!==void 0){let{outcome:e,checks:t,notes:n}=o;await(0,_.Tl)((0,a.lW)(i,r.out),`${JSON.stringify({outcome:e,checks:t,notes:n},null,1)}\n`)}n(Se[o.outcome])}),`proofmark verify flight-delay@v1.1.0 --public-key model-signing.pem`)};var Ce=n(91724),$=n(11029);async function verifyVerdict(e,t){let n=await(0,$.bv)(e,t.evaluation,`evaluation`),r=await(0,$.bv)(e,t.verdict,`verdict`);return(0,Ce.Z)(r,n)}let addVerifyVerdict=(e,t,n)=>{withExamples(e.command(`verify-verdict`).description(`compute a verdict again from its documents, without the data, and compare digit by digit`).argument(`<evaluation>`,`the evaluation document`).argument(`<verdict>`,`the verdict document`).action(async(e,r)=>{let{agrees:a,differences:o}=await verifyVerdict(workplaceOf(t,{}),{evaluation:e,verdict:r}),c=a?[`The verdict follows from the evaluation, digit by digit.`]:o;for(let e of c)t.write(`${(0,i.pj)(e,400)}\n`);n(a?s.pass:s.fail)}),`proofmark verify-verdict evaluation.json verdict.json`)};function processIo(){return process.stdout.on(`error`,e=>{if(e.code!==`EPIPE`)throw e;process.exit()}),{directory:process.cwd(),env:process.env,write:e=>void process.stdout.write(e),writeError:e=>void process.stderr.write(e),isTerminal:process.stderr.isTTY===!0,now:()=>new Date}}let we=[addInit,addValidate,addContract,addEvaluate,addGate,addReport,addVerify,addVerifyVerdict,addMonitor];async function main(e,t=processIo()){let n=s.pass,r=new o.uB(`proofmark`).description(`Takes a machine-learning model from pull request to release with proof.`).version(a.xv).exitOverride().configureOutput({writeOut:t.write,writeErr:t.writeError}).addHelpText(`after`,`
Exit codes: 0 pass, 1 fail, 2 configuration or input error, 3 inconclusive.`);for(let e of we)e(r,t,e=>{n=e});for(let e of r.commands)e.exitOverride().configureOutput({writeOut:t.write,writeErr:t.writeError});try{return await r.parseAsync(e,{from:`user`}),n}catch(e){return main_explain(e,t)}}function main_explain(e,t){if(e instanceof o.b7)return e.exitCode===0?s.pass:s.error;if(e instanceof r.yo){let{location:n}=e,a=n&&!e.message.startsWith(n.file)?`${(0,r.ZD)(n)}: `:``;return t.writeError(`error: ${(0,i.pj)(`${a}${e.message}`,2e3)}\n`),s.error}let n=e instanceof Error?e.stack??e.message:String(e);return t.writeError(`${n}\nThis is a defect of Proofmark: please report it with the lines above.\n`),s.error}}),7519:((e,t,n)=>{n.d(t,{NW:()=>readStage,T8:()=>currentAssignment,e$:()=>assignStage,hK:()=>rollBackStage});var r=n(29684),i=n(62088),a=n(9875),o=n(27787);let s=/^Proofmark-Version: (\S+)$/m,c=/^Proofmark-Rollback: true$/m;async function listVersionRefs(e,t){let n=new Map,r=new Set;for(let i of await e.list(`${t}@v`)){let e=(0,o.eQ)(i.name);e?.kind===`version`&&e.model===t&&(e.active?n.set(e.version,{version:e.version,ref:i}):r.add(e.version))}return[...n.values()].filter(({version:e})=>!r.has(e)).sort((e,t)=>(0,i.compare)(e.version,t.version))}async function listVersions(e,t){return(0,a.SK)(`list the versions of ${t}`,`contents: read`,async()=>(await listVersionRefs(e,t)).map(({version:e})=>e))}async function versionOnCommit(e,t,n){for(let{version:r,ref:i}of(await listVersionRefs(e,t)).reverse())if((await e.read(i)).commit===n)return r}async function readStage(e,t,n){return(0,a.SK)(`read the stage ${n} of ${t}`,`contents: read`,async()=>{let r=[];for(let i of await e.list(`${t}#${n}`)){let a=(0,o.eQ)(i.name);if(a?.kind!==`stage`||a.model!==t||a.stage!==n)continue;let{commit:l,message:u,taggedAt:d}=await e.read(i),[f=``,...p]=u.split(`
`),m=p.join(`
`),h=s.exec(m)?.[1]??await versionOnCommit(e,t,l);r.push({tag:i.name,counter:a.counter??0,commit:l,active:a.active,version:h,rollback:c.test(m),reason:f,assignedAt:d})}return r.sort((e,t)=>e.counter-t.counter)})}function currentAssignment(e){let t=e.at(-1);return t?.active===!0?t:void 0}async function assignStage(e,t){return append(e,t,!1)}async function append(e,t,n){let{model:i,stage:s,version:c}=t;return(0,a.SK)(`assign the stage ${s} of ${i}`,`contents: write`,async()=>{let a=await e.find((0,o.ap)(i,c));if(a===void 0){let t=(await listVersions(e,i)).slice(-5).join(`, `)||`none`;throw new r.yo(`input-invalid`,`${i} has no version ${c}; the latest are: ${t}`)}let{commit:l}=await e.read(a),u=`${t.reason.replace(/\s+/g,` `).trim()||`Assign ${s} to ${c}`}\n\n${`Proofmark-Version: ${c}\n${n?`Proofmark-Rollback: true
`:``}`}`;for(let t=1;t<=20;t++){let t=await readStage(e,i,s),n=currentAssignment(t);if(n?.version===c){let e=versionBefore(t)?.version;return{action:`unchanged`,tag:n.tag,version:c,previousVersion:e}}let r=(0,o.QX)(i,s,(t.at(-1)?.counter??0)+1);if(await e.create({name:r,commit:l,message:u}))return{action:`assigned`,tag:r,version:c,previousVersion:n?.version}}let d=`cannot assign the stage ${s} of ${i}: other jobs were faster 20 times`;throw new r.yo(`github-conflict`,`${d}; run the job again`)})}function versionBefore(e){let t=[];for(let n of e){if(!n.active)continue;let e=t.findLastIndex(({version:e})=>e===n.version);n.rollback&&e!==-1&&(t.length=e),t.push(n)}let n=currentAssignment(e);return t.findLast(({version:e})=>e!==void 0&&e!==n?.version)}async function rollBackStage(e,t){let{model:n,stage:i}=t,a=versionBefore(await readStage(e,n,i));if(a?.version===void 0)throw new r.yo(`input-invalid`,`the stage ${i} of ${n} has no earlier version to go back to`);let o=t.reason||`Roll ${i} back to ${a.version}`;return append(e,{model:n,stage:i,version:a.version,reason:o},!0)}}),28053:((e,t,n)=>{n.d(t,{w:()=>renderComment});var r=n(48944),i=n(59619),a=n(42672),o=n(33776),s=n(18585),c=n(68591),l=n(92596),u=n(37223);function reproduceSection(e,t){let{verdict:n,evaluation:r,validations:i=[]}=e,a=(0,u.D3)(e,t),o=a&&/^[0-9a-f]{7,64}$/.test(a)?[`git checkout ${a}`]:[],s=i.map(({contract:e,data:t})=>`npx proofmark validate --contract ${word(e.file.path,`CONTRACT`)} --data ${word(t.files.length===1?t.files[0]?.path:void 0,`DATA`)}`);return{title:`How to reproduce this on your machine`,body:[["```bash",...o,...s,...r?[`npx proofmark evaluate --out evaluation.json`]:[],...n?[`npx proofmark gate --evaluation evaluation.json --policy proofmark.yml`]:[],"```"].join(`
`),"The verdict is pure arithmetic on the evaluation document: `gate` needs neither the data nor the model."].join(`

`),open:!1,charts:[]}}function word(e,t){return(e===void 0?void 0:(0,l.r7)(e))??t}var d=n(71849),f=n(47237);function renderComment(e,t={}){let{verdict:n}=e,i=[(0,o.U)(e,t),n?(0,a.au)(n):``,absent(e)].filter(e=>e!==``),{markdown:s,shown:c,dropped:l}=(0,r.WK)(i.join(`

`),commentSections(e,t),{limit:59500,show:r.DB,elsewhere:`The job summary and the documents have everything.`});return{markdown:`${s}\n`,dropped:l,charts:c.flatMap(({charts:e})=>e)}}function commentSections(e,t){let{verdict:n,evaluation:r,validations:a=[],drift:o}=e;return[...a.filter(({status:e})=>e===`fail`).map(e=>(0,f.LN)(e,30)),r&&{...(0,s.P)(r),open:n===void 0},r&&(0,d.T)(r,n,40),...a.filter(({status:e})=>e!==`fail`).map(e=>(0,f.LN)(e,30)),o&&(0,i.tX)(o,30),(0,c.B)(e,t),reproduceSection(e,t)].filter(e=>e!==void 0)}function absent({verdict:e,evaluation:t,validations:n=[]}){let r=[e?``:`gates`,t?``:`evaluation`,n.length?``:`data validation`].filter(e=>e!==``);return r.length?`<sub>Not part of this report, because no document was given: ${r.join(`, `)}.</sub>`:``}}),43704:((e,t,n)=>{n.d(t,{$8:()=>i,C2:()=>painter,MM:()=>align,cT:()=>joinLines});var r=n(57975);let i=40;function painter({color:e}){return(t,n)=>e?(0,r.styleText)(t,n,{validateStream:!1}):n}function align(e,t,n,r){let i=e.map((e,n)=>Math.max(e.length,...t.map(e=>[...e[n]??``].length))),show=e=>i.map((t,r)=>{let i=e[r]??``,a=` `.repeat(t-[...i].length);return n.includes(r)?a+i:i+a}).join(`  `).trimEnd();return[show(e),...t.map(e=>r(e,show(e)))]}function joinLines(e){return e.filter(e=>e!==void 0).join(`
`).replaceAll(`\xA0`,` `)}}),68236:((e,t,n)=>{n.d(t,{k:()=>renderVerificationSummary,n:()=>printVerification});var r=n(29445),i=n(92596),a=n(26983),o=n(43704);let s={pass:`✅`,fail:`❌`,"not-checked":`➖`},c={pass:`pass`,fail:`FAIL`,"not-checked":`not checked`},l={verified:{mark:`✅`,color:`green`,text:`Verified`},incomplete:{mark:`➖`,color:`yellow`,text:`Nothing is wrong, but not everything was checked`},failed:{mark:`❌`,color:`red`,text:`Not verified`}};function printVerification(e,t={color:!1}){let n=(0,o.C2)(t),{color:r,text:a}=l[e.outcome],s=e.manifest?` ${(0,i.pj)(e.manifest.tag,120)}`:``,u=sortChecks(e).map(({status:e,name:t,file:n,reason:r})=>[c[e],(0,i.pj)(t,30),(0,i.pj)(n??``,40),(0,i.pj)(r,200)]);return(0,o.cT)([`${n(r,a)}:${s} (${count(e)})`,``,...(0,o.MM)([``,`check`,`file`,``],u,[],(e,t)=>e[0]===c.fail?n(`red`,t):t),...e.notes.map(e=>`${n(`dim`,`note`)} ${(0,i.pj)(e)}`)])}function renderVerificationSummary(e){let{mark:t,text:n}=l[e.outcome],{manifest:r,notes:o}=e;return`${[`### ${t} ${n}${r?`: ${(0,i.mG)(r.tag)}`:``}`,`${count(e)}${r?`; the release was made from commit ${(0,i.mG)(r.commit)}`:``}.`,(0,a.t)([{title:`Result`},{title:`Check`},{title:`File`},{title:`What was found`}],sortChecks(e).map(({status:e,name:t,file:n,reason:r})=>[`${s[e]}\u00a0${c[e]}`,(0,i.Hn)(t),n===void 0?``:(0,i.Hn)(n),(0,i.CS)(r)])),o.map(e=>`- ${(0,i.CS)(e)}`).join(`
`)].filter(e=>e!==``).join(`

`)}\n`}function sortChecks({checks:e}){let t={fail:0,"not-checked":1,pass:2};return e.toSorted((e,n)=>t[e.status]-t[n.status])}function count({checks:e}){let of=t=>e.filter(e=>e.status===t).length;return[`${(0,r.yk)(of(`pass`),`check`)} passed`,of(`fail`)?`${of(`fail`)} failed`:``,of(`not-checked`)?`${of(`not-checked`)} not made`:``].filter(e=>e!==``).join(`, `)}}),13074:((e,t,n)=>{n.d(t,{B:()=>gateModel});var r=n(29684),i=n(6602),a=n(12595);function locateGates(e,t){let n=new Map,r=-1;for(let{id:i,slice:a}of e){a.length===0&&r++;let{line:e}=t.locate([`gates`,r]);e!==void 0&&n.set(i,e)}return e=>{let r=n.get(e);return r===void 0?void 0:{file:t.file,line:r}}}var o=n(11029),s=n(67967),c=n(68807);async function gateModel(e,t={}){let{config:n,source:l}=await(0,o.oi)(e);if(n.gates.length===0)throw new r.yo(`policy-invalid`,`${e.config}: gates is empty: expected at least one rule, for example {metric: roc_auc, max-drop: 0.01}`);let u=t.evaluation===void 0?(0,c.jW)(e,`evaluation`):(0,c.lW)(e,t.evaluation),d=await(0,o.bv)(e,u,`evaluation`);if(d.model!==n.model&&d.model!==s.b)throw new r.yo(`document-invalid`,`${(0,c.P8)(e,u)}: model: expected ${n.model}, as in ${e.config}, received ${(0,r.ZN)(d.model)}; evaluate this model first`);let f=t.onInconclusive??n.policy[`on-inconclusive`],p={...await(0,o.MZ)(l,()=>(0,a.L)(d,{options:{...n.policy,"on-inconclusive":f},gates:n.gates})),provenance:(0,c.Jj)(e)},m=(0,c.jW)(e,`verdict`);return await(0,i.ft)(m,`verdict`,p),{verdict:p,evaluation:d,path:(0,c.P8)(e,m),locate:locateGates(p.gates,l)}}}),4472:((e,t,n)=>{n.d(t,{i:()=>monitorDrift});var r=n(29684),i=n(93103),a=n(6602),o=n(4902),s=n(33426),c=n(10705),l=n(11029),u=n(12252),d=n(68807);async function openRows(e,t,n){let r=await e.attach(`data`,{files:(0,d.R8)(t.files),rowNumbers:!0});return t.sql===void 0?(await e.query(`CREATE VIEW ${(0,u.C)(n)} AS SELECT * FROM data`),r):e.select(n,t.sql,`view`,`monitor.rows.sql`)}var f=n(74095);function watchedColumns({columns:e,overrides:t},n,i,a){let o=n.columns.map(({name:e})=>e);for(let[t,r]of(e??[]).entries())o.includes(r)||refuse(a,[`monitor`,`columns`,t],missing(r,n));let s=n.columns.filter(({name:t})=>e?.includes(t)??!0);s.length===0&&refuse(a,[`monitor`,`columns`],`there is no column to watch: name at least one`);for(let e of Object.keys(t)){if(s.some(t=>t.name===e))continue;let t=o.includes(e)?`the column ${(0,r.ZN)(e)} is not watched: add it to monitor.columns`:missing(e,n);refuse(a,[`monitor`,`overrides`,e],t)}for(let e of s)refuseIncomparable(e,i);return s}function missing(e,{columns:t,omitted:n}){let i=n.find(t=>t.startsWith(`${e} (`));if(i)return`dates, times and nested columns have no profile: remove ${i}`;let a=t.map(e=>e.name).join(`, `);return`the profile has no column ${(0,r.ZN)(e)}: expected one of ${a}`}function refuse(e,t,n){let i=e.locate(t,`key`);throw new r.yo(`config-invalid`,`${(0,r.ZD)(i)}: ${n}`,{location:i})}function refuseIncomparable({name:e,kind:t},n){let i=n.find(t=>t.name===e);if(!i)throw new r.yo(`data-invalid`,`monitor.rows: the column ${(0,r.ZN)(e)} of the profile is missing: expected it among ${n.map(e=>e.name).join(`, `)}; select it in monitor.rows.sql, or list the others under monitor.columns`);let a=(0,f.z)(i.type);if(a===void 0||t===`numeric`&&a!==`numeric`)throw new r.yo(`data-invalid`,`monitor.rows: the column ${(0,r.ZN)(e)}: expected ${t===`numeric`?`numbers`:`numbers, texts or booleans`} as in the profile, received ${i.type}; convert it in monitor.rows.sql`)}async function monitorDrift(e,t,n={}){let{config:u,source:f}=await(0,l.oi)(e),{monitor:p}=u;if(!p)throw new r.yo(`config-invalid`,`${e.config}: monitor is missing: expected monitor: {rows: {files: GLOB}}`);let m=n.files?.length?{...p.rows,files:[...n.files]}:p.rows,h=await(0,o.F)((0,d.ll)(e));try{let n=await openRows(h,m,`current`),o=watchedColumns(p,t.profile,n,f),l=await(0,s.P)(h,`current`,n,o),g=l[0]?.rows??0;if(g===0)throw new r.yo(`data-invalid`,`monitor.rows: there is no row to compare: check monitor.rows.files and the filter in monitor.rows.sql`);let _=(0,c.G)(o,l,p),v={document:`proofmark/drift`,version:`1.0`,provenance:(0,d.Jj)(e),model:u.model,reference:{...t.release===void 0?{}:{release:t.release},profile:(0,i.yA)(t.profile),rows:t.profile.rows},rows:g,checks:_,columns:o.flatMap(e=>{let t=l.find(({name:t})=>t===e.name);return t?[{reference:e,current:t}]:[]}),status:_.some(({status:e})=>e===`drifted`)?`drifted`:`stable`},y=(0,d.jW)(e,`drift`);return await(0,a.ft)(y,`drift`,v),{drift:v,path:(0,d.P8)(e,y)}}finally{await h.close()}}}),89394:((e,t,n)=>{n.d(t,{e:()=>readProfile,q:()=>downloadProfile});var r=n(51455),i=n(76760),a=n(29684),o=n(6602),s=n(9875),c=n(7519),l=n(27787),u=n(85087),d=n(11029),f=n(68807);async function readProfile(e,t){return{profile:await(0,d.bv)(e,t,`profile`),release:void 0}}async function downloadProfile(e,t,n){let c=t.tag??(t.stage===void 0?void 0:await tagOfStage(t.model,t.stage,n.tags)),l=c===void 0?await(0,u.s5)(n.releases,t.model):await(0,u.dv)(n.releases,c),d=(await(0,s.SK)(`read the release ${l.tag}`,`contents: read`,()=>n.releases.listAssets(l.id))).find(({name:e})=>e===`profile.json`);if(!d)throw new a.yo(`data-missing`,`${l.tag}: the release has no profile.json; release the model again with one`);let p=(0,i.join)((0,f.lW)(e,e.out),`profile.download`);await(0,r.rm)(p,{recursive:!0,force:!0}),await(0,r.mkdir)(p,{recursive:!0});let m=(0,i.join)(p,`profile.json`),h=await n.releases.downloadAsset(d.id,m);if(d.sha256!==void 0&&d.sha256!==h)throw new a.yo(`evidence-invalid`,`${l.tag}: profile.json: expected SHA-256 ${d.sha256}, received ${h}`);return{profile:await(0,o.u0)(m,`profile`),release:l.tag}}async function tagOfStage(e,t,n){let r=(0,c.T8)(await(0,c.NW)(n,e,t))?.version;if(r===void 0)throw new a.yo(`data-missing`,`no version of ${e} is in the stage ${t}; promote one with the action promote-model`);return(0,l.ap)(e,r)}}),20647:((e,t,n)=>{n.d(t,{r:()=>verifyDirectory,u:()=>verifyPublished});var r=n(51455),i=n(12819),a=n(91724),o=n(76760),s=n(6602),c=n(29684),l=n(95399),u=n(68807);async function clearDownloadFolder(e,t){let n=(0,u.lW)(e,t);if(!(0,o.relative)(n,e.directory).startsWith(`..`))throw refuse(t,`it holds the workplace`);let i=await(0,r.readdir)(n).catch(()=>[]);if(i.length===0)return n;let a=await filesOfRelease(n),s=i.find(e=>!a.has(e));if(s!==void 0)throw refuse(t,`it holds ${s}, which is not of an earlier download`);return await(0,r.rm)(n,{recursive:!0}),n}async function filesOfRelease(e){let t=await(0,s.u0)((0,o.join)(e,l.ir),`release`).catch(()=>void 0);return t?new Set([...(0,l.hD)(t.model),...t.files.map(({path:e})=>e)]):new Set}function refuse(e,t){return new c.yo(`input-invalid`,`directory: expected an absent or empty folder for the download, received ${e}: ${t}; choose another`)}var d=n(85087),f=n(41210),p=n(11029);async function verifyDirectory(e,t){let n=t.publicKey??(await optionalConfig(e))?.publish?.[`public-key`];return(0,i.V)({directory:(0,u.lW)(e,t.directory),publicKeyPem:await(0,f.R)(e,n),recompute:t.recompute===!1?void 0:a.Z})}async function verifyPublished(e,t,n){let r=await(0,d.dv)(n.releases,t.tag),i=await clearDownloadFolder(e,t.directory);return await(0,d.Ob)(n.releases,r,i),verifyDirectory(e,t)}async function optionalConfig(e){let t=(0,u.lW)(e,e.config);return await(0,r.stat)(t).then(()=>!0,()=>!1)?(await(0,p.oi)(e)).config:void 0}})};