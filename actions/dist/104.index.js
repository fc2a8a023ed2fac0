export const id=104;export const ids=[104];export const modules={93551:((e,t,n)=>{n.d(t,{JY:()=>toDocument,sV:()=>fromDocument,wz:()=>isDocument});var r=n(64402),i=n(93103);function toDocument(e){return{document:`proofmark/contract`,version:`1.0`,contract:e}}function isDocument(e){return/^\s*\{\s*"document"\s*:\s*"proofmark\//.test(e)}function fromDocument(e,t){let{contract:n}=(0,r.Tp)(e,`contract`,t);return{...n,file:{path:t,bytes:Buffer.byteLength(e),sha256:(0,i.sc)(e)}}}}),52077:((e,t,n)=>{n.d(t,{h:()=>diffContracts});let r=`data that keep the new contract may hold what the old one ruled out`,i=`data that kept the old contract may break the new one`,a=`neither contract implies the other, so both sides may be surprised`,o={"id-changed":{impact:`breaking`,breaks:[`readers`],reason:`who refers to the contract by its id loses it`},"table-removed":{impact:`breaking`,breaks:[`readers`],reason:`readers of the table lose it`},"table-added":{impact:`addition`,breaks:[],reason:`what was promised still is`},"column-removed":{impact:`breaking`,breaks:[`readers`],reason:`readers of the column lose it`},"column-renamed":{impact:`breaking`,breaks:[`readers`,`writers`],reason:`files have it under another name, which readers do not know and writers do not write`},"column-added":{impact:`addition`,breaks:[],reason:`what was promised still is; the validation of the data tells whether they have the column`},"type-widened":{impact:`breaking`,breaks:[`readers`],reason:r},"type-narrowed":{impact:`breaking`,breaks:[`writers`],reason:i},"type-changed":{impact:`breaking`,breaks:[`readers`,`writers`],reason:a},"key-changed":{impact:`breaking`,breaks:[`readers`,`writers`],reason:`readers join by the key, writers keep it unique: both rely on which columns it has`},"constraint-added":{impact:`breaking`,breaks:[`writers`],reason:i},"constraint-removed":{impact:`breaking`,breaks:[`readers`],reason:r},"constraint-tightened":{impact:`breaking`,breaks:[`writers`],reason:i},"constraint-loosened":{impact:`breaking`,breaks:[`readers`],reason:r},"constraint-changed":{impact:`breaking`,breaks:[`readers`,`writers`],reason:a},"severity-raised":{impact:`breaking`,breaks:[`writers`],reason:`data that passed with a remark may fail now`},"severity-lowered":{impact:`breaking`,breaks:[`readers`],reason:`data that failed pass with a remark now`},"tolerance-raised":{impact:`breaking`,breaks:[`readers`],reason:r},"tolerance-lowered":{impact:`breaking`,breaks:[`writers`],reason:i},"environments-changed":{impact:`breaking`,breaks:[`readers`,`writers`],reason:`it holds for other data than before`},"checksum-changed":{impact:`addition`,breaks:[],reason:`the contract speaks about other bytes: new data`}},s=/^v?(\d{1,9})(?:\.(\d{1,9}))?(?:\.(\d{1,9}))?(?:[-+][0-9A-Za-z.+-]*)?$/,c={none:0,patch:1,minor:2,major:3};function checkVersion(e,t,n){let r=stepOf(e,t),verdict=(e,t)=>({required:n,found:r,sufficient:e,reason:t});return e===t?n===`none`?verdict(!0,`nothing changed`):verdict(!1,`the contract changed, its version ${t} did not: expected ${suggest(e,n)}`):r===`unknown`?n===`major`?verdict(!1,`a breaking change needs a major version; ${e} and ${t} are no semantic versions`):verdict(!0,`${e} and ${t} are no semantic versions: that they differ is enough`):r===`lower`?verdict(!1,`the version went down from ${e} to ${t}: expected ${suggest(e,n)}`):c[r]>=c[n]?verdict(!0,`${e} to ${t} is a ${r} step; the changes ask for ${n}`):verdict(!1,`${e} to ${t} is a ${r} step: expected ${suggest(e,n)} for ${need(n)}`)}function need(e){return e===`major`?`a breaking change`:e===`minor`?`an addition`:`a change`}function parse(e){let t=s.exec(e);return t?[Number(t[1]),Number(t[2]??0),Number(t[3]??0)]:void 0}function stepOf(e,t){let[n,r]=[parse(e),parse(t)];if(!n||!r)return e===t?`none`:`unknown`;let i=n.findIndex((e,t)=>e!==r[t]);if(i<0)return e===t?`none`:`patch`;if((r[i]??0)<(n[i]??0))return`lower`;let a=n[0]===0;return i===0?`major`:i===1?a?`major`:`minor`:a?`minor`:`patch`}function suggest(e,t){let n=parse(e);if(!n)return`a new ${t} version`;let[r,i,a]=n,o=r===0;return t===`major`?o?`0.${i+1}.0`:`${r+1}.0.0`:t===`minor`&&!o?`${r}.${i+1}.0`:`${r}.${i}.${a+1}`}var l=n(57975),u=n(63470);let d=/^([-+]?)(\d+)(?:\.(\d+))?$/;function decimal_parse(e){let[t,n=``,r=``,i=``]=d.exec(e)??[];if(t===void 0)return;let a=BigInt(r+i);return{units:n===`-`?-a:a,scale:i.length}}function aligned(e,t){let n=decimal_parse(e),r=decimal_parse(t);if(!n||!r)return;let i=Math.max(n.scale,r.scale);return[n.units*10n**BigInt(i-n.scale),r.units*10n**BigInt(i-r.scale)]}function compareBounds(e,t){if(e===t)return 0;let n=aligned(e,t);if(n)return n[0]<n[1]?-1:+(n[0]>n[1]);let form=e=>e.replace(/\d/g,`0`);if(form(e)===form(t)&&/^(\d{4}-\d{2}-\d{2}|\d{2}:\d{2})/.test(e)&&!/[+]|\d-\d{2}:/.test(e))return e<t?-1:1}function isMultiple(e,t){let n=aligned(e,t);return n!==void 0&&n[1]!==0n&&n[0]%n[1]===0n}function compareDemands(e,t){if((0,l.isDeepStrictEqual)(e,t))return`same`;if(`unenforced`in e||`unenforced`in t||e.kind!==t.kind)return`changed`;switch(e.kind){case`min-length`:case`max-length`:return t.kind===e.kind?byOrder(t.length-e.length,e.kind===`min-length`):`changed`;case`minimum`:case`maximum`:return t.kind===e.kind?compareEnds(e,t):`changed`;case`integer-range`:return`format`in t?compareFormats(e.format,t.format):`changed`;case`multiple-of`:return t.kind===`multiple-of`?compareBounds(e.divisor,t.divisor)===0?`same`:isMultiple(t.divisor,e.divisor)?`tightened`:isMultiple(e.divisor,t.divisor)?`loosened`:`changed`:`changed`;case`enum`:return t.kind===`enum`?compareSets(textsOf(e.values),textsOf(t.values)):`changed`;case`null-values`:case`missing-values`:case`invalid-values`:case`duplicate-values`:case`row-count`:case`sql`:return`comparison`in t&&isSameBut(e,t,`comparison`)?compareComparisons(e.comparison,t.comparison):`changed`;case`freshness`:case`retention`:return`span`in t?compareSpans(e.span,t.span):`changed`;case`items`:return t.kind===`items`?compareLimits(e.items,t.items):`changed`;case`properties`:{if(t.kind!==`properties`)return`changed`;let[n,r]=[e.properties,t.properties];return!(`names`in n)||!(`names`in r)?compareLimits(n,r):opposite(compareSets(n.names,r.names))}case`distribution`:case`row-count-change`:return`max`in t&&isSameBut(e,t,`max`)?byOrder(t.max-e.max,!1):`changed`;default:return`changed`}}function isSameBut(e,t,n){return(0,l.isDeepStrictEqual)({...e,[n]:0},{...t,[n]:0})}function byOrder(e,t){return e===0?`same`:e>0===t?`tightened`:`loosened`}function opposite(e){return e===`tightened`?`loosened`:e===`loosened`?`tightened`:e}function compareEnds(e,t){let n=compareBounds(t.bound,e.bound);return n===void 0?`changed`:n===0?byOrder(Number(t.exclusive)-Number(e.exclusive),!0):byOrder(n,e.kind===`minimum`)}function compareSets(e,t){let[n,r]=[new Set(e),new Set(t)],i=t.some(e=>!n.has(e)),a=e.some(e=>!r.has(e));return i&&a?`changed`:i?`loosened`:a?`tightened`:`same`}function textsOf(e){return e.map(e=>JSON.stringify(e.type===`null`?[e.type]:[e.type,e.value]))}function compareFormats(e,t){let range=e=>{let t=BigInt(e.slice(1));return e.startsWith(`u`)?[0n,2n**t]:[-(2n**(t-1n)),2n**(t-1n)]};return compareRanges(range(e),range(t))}function compareRanges(e,t){let isInside=([e,t],[n,r])=>e>=n&&t<=r;return isInside(t,e)?isInside(e,t)?`same`:`tightened`:isInside(e,t)?`loosened`:`changed`}function rangeOf(e){if(`low`in e)return e.operator===`between`?[[e.low,e.high],[0,0]]:void 0;let{operator:t,value:n}=e;switch(t){case`=`:return[[n,n],[0,0]];case`>=`:return[[n,1/0],[0,0]];case`>`:return[[n,1/0],[1,0]];case`<=`:return[[-1/0,n],[0,0]];case`<`:return[[-1/0,n],[0,1]];case`!=`:return}}function compareComparisons(e,t){let[n,r]=rangeOf(e)??[],[i,a]=rangeOf(t)??[];if(!n||!r||!i||!a)return`changed`;let isInside=(e,t,n,r)=>(e[0]>n[0]||e[0]===n[0]&&t[0]>=r[0])&&(e[1]<n[1]||e[1]===n[1]&&t[1]>=r[1]),o=isInside(i,a,n,r),s=isInside(n,r,i,a);return o&&s?`same`:o?`tightened`:s?`loosened`:`changed`}let f={second:1,minute:60,hour:3600,day:86400,week:604800};function compareSpans(e,t){let length=({amount:e,unit:t})=>t===`month`||t===`year`?[`months`,e*(t===`year`?12:1)]:[`seconds`,e*f[t]],[n,r]=length(e),[i,a]=length(t);return n===i?byOrder(a-r,!1):`changed`}function compareLimits(e,t){return`atLeast`in e&&`atLeast`in t?byOrder(t.atLeast-e.atLeast,!0):`atMost`in e&&`atMost`in t?byOrder(t.atMost-e.atMost,!1):`changed`}let p={info:0,warning:1,error:2},m=new Set([`column-present`,`type`,`required`,`unique`,`primary-key`,`enum`,`pattern`,`format`,`integer-range`,`time-zone`,`min-length`,`max-length`,`minimum`,`maximum`,`multiple-of`]);function diffConstraints(e,t,n){let r=pairUp(e,t),i=new Set(r.values());return[...e.flatMap(e=>{let t=r.get(e);return t?diffOne(e,t,n):[difference(`constraint-removed`,n,e,void 0)]}),...t.filter(e=>!i.has(e)).map(e=>difference(`constraint-added`,n,void 0,e))]}function pairUp(e,t){let n=new Map,r=new Set,sameDemand=({demand:e})=>JSON.stringify(e),sameName=({demand:e,name:t})=>m.has(e.kind)?e.kind:`${e.kind}:${t}`;for(let i of[sameDemand,sameName]){let a=new Map;for(let e of t){if(r.has(e))continue;let t=i(e);a.set(t,[...a.get(t)??[],e])}for(let t of e){let e=n.has(t)?void 0:a.get(i(t))?.shift();e&&(n.set(t,e),r.add(e))}}return n}function diffOne(e,t,n){let r=[],add=(i,a)=>r.push({...difference(i,n,e,t),...a}),i=changeOf(e,t,n);i&&add(i);let a=p[t.severity]-p[e.severity];if(a!==0){let n={before:e.severity,after:t.severity};add(a>0?`severity-raised`:`severity-lowered`,n)}if(e.tolerance!==t.tolerance){let n={before:String(e.tolerance),after:String(t.tolerance)};add(t.tolerance>e.tolerance?`tolerance-raised`:`tolerance-lowered`,n)}if(!(0,l.isDeepStrictEqual)(e.environments,t.environments)){let show=({environments:e})=>e?.join(`, `)??`everywhere`;add(`environments-changed`,{before:show(e),after:show(t)})}return r}function changeOf(e,t,n){if(e.demand.kind===`type`)return typeChange(n);if(e.demand.kind===`column-present`&&`unenforced`in e.demand!=`unenforced`in t.demand)return`unenforced`in t.demand?`constraint-loosened`:`constraint-tightened`;let r=compareDemands(e.demand,t.demand);if(r!==`same`)return e.demand.kind===`primary-key`?`key-changed`:e.demand.kind===`checksum`?`checksum-changed`:`constraint-${r}`}let h={integer:[`number`]};function typeChange({columns:e}){let[t,n]=[e?.[0].type??``,e?.[1].type??``];if(t!==n)return h[t]?.includes(n)?`type-widened`:h[n]?.includes(t)?`type-narrowed`:`type-changed`}function difference(e,{table:t,column:n,columns:r},i,a){let s=o[e],show=(e,t)=>(0,u.H)(e.demand,t).expected,c=impactOf(s.impact,i,a);return{change:e,impact:c,breaks:c===`breaking`?[...s.breaks]:[],table:t,...n===void 0?{}:{column:n},constraint:(a??i)?.name??``,...i?{before:show(i,r?.[0]),base:i.location}:{},...a?{after:show(a,r?.[1]),head:a.location}:{},reason:c===s.impact?s.reason:`no data pass or fail by it`}}function impactOf(e,...t){let n=t.filter(e=>e!==void 0),binds=({demand:e,severity:t})=>t===`error`&&!(`unenforced`in e&&e.unenforced===`not-applicable`);return n.some(binds)?e:n.every(({demand:e})=>e.kind===`physical-type`)?`patch`:`addition`}function diffContracts(e,t){let n=[];if(e.id!==t.id){let r={before:e.id,after:t.id};n.push({...note(`id-changed`,``),...r})}let r=match(e.tables,t.tables);for(let e of r.removed)n.push({...note(`table-removed`,e.name),...at(e,`base`)});for(let e of r.added)n.push({...note(`table-added`,e.name),...at(e,`head`)});for(let[e,t]of r.kept)n.push(...diffTables(e,t));n.push(...diffConstraints(e.constraints,t.constraints,{table:``}));let i=requiredStep(n,e.file.sha256!==t.file.sha256),a=checkVersion(e.version,t.version,i);return{base:{file:e.file.path,version:e.version},head:{file:t.file.path,version:t.version,location:t.versionAt},changes:n,version:a,status:a.sufficient?`pass`:`fail`}}function requiredStep(e,t){let has=t=>e.some(e=>e.impact===t);return has(`breaking`)?`major`:has(`addition`)?`minor`:has(`patch`)||t?`patch`:`none`}function match(e,t){let n=new Set(t),find=e=>[...n].find(e),r=[],i=[];for(let t of e){let e=find(({name:e})=>e===t.name);e?(r.push([t,e]),n.delete(e)):i.push(t)}let a=[];for(let e of i){let t=e.id===void 0?void 0:find(({id:t})=>t===e.id);t?(r.push([e,t]),n.delete(t)):a.push(e)}return{kept:r,removed:a,added:[...n]}}function diffTables(e,t){let n=[],r=match(e.columns,t.columns),i=new Set(r.removed.map(({name:e})=>e)),a=new Set(r.added.map(({name:e})=>e));for(let e of r.removed){if(e.outer!==void 0&&i.has(e.outer))continue;let a=r.added.find(t=>isTwin(e,t)),s=a?{reason:`${o[`column-removed`].reason}; was it renamed to ${a.name}?`}:{};n.push({...note(`column-removed`,t.name,e.name),...s,...at(e,`base`)})}for(let e of r.added)e.outer!==void 0&&a.has(e.outer)||n.push({...note(`column-added`,t.name,e.name),...at(e,`head`)});for(let[e,i]of r.kept){if(e.name!==i.name){let r={before:e.name,after:i.name};n.push({...note(`column-renamed`,t.name,i.name),...r,...at(e,`base`),...at(i,`head`)})}let r={table:t.name,column:i.name,columns:[e,i]};n.push(...diffConstraints(e.constraints,i.constraints,r))}return n.push(...diffConstraints(e.constraints,t.constraints,{table:t.name})),n}function isTwin(e,t){let shape=({type:e,constraints:t})=>JSON.stringify([e,t.map(({name:e,demand:t})=>[e,t])]);return e.constraints.length>1&&shape(e)===shape(t)}function note(e,t,n){let{impact:r,breaks:i,reason:a}=o[e];return{change:e,impact:r,breaks:[...i],table:t,...n===void 0?{}:{column:n},reason:a}}function at(e,t){let n=e.constraints[0]??(`columns`in e?e.columns[0]?.constraints[0]:void 0);return n?{[t]:n.location}:{}}}),79282:((e,t,n)=>{n.d(t,{UH:()=>beginContract,Vc:()=>stemOf,v1:()=>reasonOfImport});var r;let i=[`table-schema`,`json-schema`,`croissant`],a=[`minimum`,`maximum`,`exclusiveMinimum`,`exclusiveMaximum`],o={string:[`minLength`,`maxLength`,`pattern`,`format`],integer:[`multipleOf`,`format`,...a],number:[`multipleOf`,`format`,...a],date:[`format`,...a],timestamp:[`format`,...a],time:[`format`,...a],array:[`minItems`,`maxItems`,`uniqueItems`],object:[`minProperties`,`maxProperties`,`required`]};class Draft{value={};#e={};#t;#n;#r;constructor(e,t=[],n=[],r=new Map){this.#t=e,this.#n=n,this.#r=r,this.#o([],t)}put(e,t,n){this.value[e]=t,this.#o([e],n)}has(e){return Object.hasOwn(this.value,e)}child(e,t){let n=this.#i([e],t);return this.value[e]=n.value,n}item(e,t){let n=this.#a(e),r=this.#i([e,n.length],t);return n.push(r.value),r}option(e,t,n){let r=this.value.logicalType;if(!o[String(r)]?.includes(e)){let i=r===void 0?`columns whose type is not known`:`${r} columns`;this.keep(e,`\`${e}\` cannot be checked on ${i}`,t,n);return}let i=this.#e;Object.hasOwn(i,e)?i[e]!==t&&this.keep(e,`a second \`${e}\` beside another one`,t,n):(i[e]=t,this.value.logicalTypeOptions=i,this.#o([`logicalTypeOptions`,e],n))}enumeration(e,t){this.put(`enum`,[],t);for(let{value:t,at:n}of e)this.item(`enum`,n).put(`value`,t,n)}custom(e,t,n){let r=this.item(`customProperties`,n);r.value.property=e,r.put(`value`,t,n)}keep(e,t,n,r){let i=this.item(`quality`,r);Object.assign(i.value,{name:e,description:`\`${e}\` as the ${this.#t} says`,type:`custom`,engine:this.#t,implementation:{keyword:e,reason:t,...n===void 0?{}:{declared:n}}})}source(e){let placeOf=e=>this.#r.get(JSON.stringify(e));return{file:e.file,value:this.value,locate:(t,n)=>{for(let r=t.length;r>=0;r--){let i=placeOf(t.slice(0,r));if(i)return e.locate(i,n)}return e.locate([],n)},written:t=>{let n=placeOf(t);return n&&e.written(n)}}}#i(e,t){return new r(this.#t,t,[...this.#n,...e],this.#r)}#a(e){let t=this.value[e];if(Array.isArray(t))return t;let n=[];return this.value[e]=n,n}#o(e,t){this.#r.set(JSON.stringify([...this.#n,...e]),t)}}r=Draft;function reasonOfImport(e){if(!i.some(t=>t===e.engine))return;let{reason:t}=e.implementation??{};return typeof t==`string`?t:void 0}function beginContract(e,t){let n=new Draft(e);return Object.assign(n.value,{apiVersion:`v3.2.0`,kind:`DataContract`,id:t.id,version:t.version??`0.0.0`,...t.name===void 0?{}:{name:t.name},schema:[]}),n}function stemOf(e){return e.split(/[\\/]/).at(-1)?.replace(/\.[^.]*$/,``).replace(/[.-](?:schema|table-?schema|datapackage|croissant)$/i,``)||`data`}}),14744:((e,t,n)=>{n.d(t,{Gv:()=>isObject,fT:()=>expand,q9:()=>i});var r=n(92261);let i=1e4;function expand({schema:e,at:t,trail:n},a){return a.left--<=0&&(0,r.T)(a.source,t,`it becomes more than ${i} schemas: use fewer $ref`),e===!0?[]:e===!1?[{name:`false`,value:!1,at:t,trail:n,reason:`no value is allowed here`}]:(isObject(e)||(0,r.T)(a.source,t,`expected a schema: an object, true or false`),Object.entries(e).flatMap(([e,r])=>{let i={name:e,value:r,at:[...t,e],trail:n};switch(e){case`$ref`:return follow(i,a);case`allOf`:return listOf(i,a).flatMap((e,t)=>expand({schema:e,at:[...i.at,t],trail:n},a));case`anyOf`:case`oneOf`:return choose(i,a);default:return[i]}}))}function choose(e,t){let n=listOf(e,t),r=n.flatMap((e,t)=>isNull(e)?[]:[t]),[i]=r;if(i===void 0||r.length>1||n.length===r.length)return[{...e,reason:`a choice between schemas is not checked, unless it is between one and null`}];let a={schema:n[i],at:[...e.at,i],trail:e.trail};return[{...e,name:`nullable`},...expand(a,t)]}function isNull(e){return isObject(e)&&Object.keys(e).length===1&&(e.type===`null`||e.const===null)}function follow(e,t){typeof e.value!=`string`&&(0,r.T)(t.source,e.at,`$ref: expected a text`);let n=lookUp(e.value,t.source.value);if(`reason`in n)return[{...e,reason:n.reason}];let i=JSON.stringify(n.at);return e.trail.includes(i)?[{...e,reason:`it refers to itself: it has no end`}]:expand({...n,trail:[...e.trail,i]},t)}function lookUp(e,t){let n=isObject(t)&&typeof t.$id==`string`?t.$id.replace(/#$/,``):void 0,r=n!==void 0&&e.startsWith(`${n}#`)?e.slice(n.length):e;if(!r.startsWith(`#`))return{reason:`it refers to another document, which is not read`};let i=decode(r.slice(1));if(i===void 0)return{reason:`it is no valid reference`};if(i!==``&&!i.startsWith(`/`))return findAnchor(i,t,[])??{reason:`its anchor is not in the document`};let a=t,o=[];for(let e of i.split(`/`).slice(1)){let t=e.replaceAll(`~1`,`/`).replaceAll(`~0`,`~`);if(typeof a!=`object`||!a||!Object.hasOwn(a,t))return{reason:`it refers to nothing`};a=a[t],o.push(t)}return{schema:a,at:o}}function decode(e){try{return decodeURIComponent(e)}catch{return}}function findAnchor(e,t,n){if(typeof t==`object`&&t){if(t.$anchor===e)return{schema:t,at:n};for(let[r,i]of Object.entries(t)){let t=findAnchor(e,i,[...n,r]);if(t)return t}}}function listOf({name:e,value:t,at:n},{source:i}){return Array.isArray(t)&&t.length>0?t:(0,r.T)(i,n,`${e}: expected a list with at least one schema`)}function isObject(e){return typeof e==`object`&&!!e&&!Array.isArray(e)}}),92261:((e,t,n)=>{n.d(t,{P:()=>showPath,T:()=>refuse});var r=n(29684);function refuse(e,t,n){let i=e.locate(t);throw new r.yo(`contract-invalid`,`${(0,r.ZD)(i)}: ${n}`,{location:i})}function showPath(e){return e.map(e=>typeof e==`number`?`[${e}]`:`.${String(e)}`).join(``).slice(1)}}),26387:((e,t,n)=>{n.d(t,{Bo:()=>i,DT:()=>revisionOf,F2:()=>closedSince31,R4:()=>Definitions,X5:()=>s,XP:()=>since,YD:()=>o,ZT:()=>Synonyms,lH:()=>a,ob:()=>Context,v6:()=>CustomProperties});var r=n(92857);let i=[`v3.0.0`,`v3.0.1`,`v3.0.2`,`v3.1.0`,`v3.2.0`];function revisionOf(e){return e.startsWith(`v3.0`)?`3.0`:e===`v3.1.0`?`3.1`:`3.2`}function since(e,t,n){let i=t>=e,a=r.IeY(e=>e===void 0,`this field came with apiVersion v${e}.0`).optional();return i?n.optional():a}function closedSince31(e,t){return e===`3.0`?r._H3(t):r.rej(t)}let a=r.YjP().regex(/^[A-Za-z0-9_-]+$/,`expected letters, digits, - and _ only`),o=r.YOg(r.YjP()),s=r.KCZ([r.YjP(),r.aig(),r.zMY(),r.chJ()]);function CustomProperties(e){return r.YOg(closedSince31(e,{id:a.optional(),property:r.YjP(),value:r.L5J().refine(e=>e!==void 0,`is missing`),description:r.YjP().optional()}))}function Definitions(e){return r.YOg(closedSince31(e,{id:a.optional(),url:r.YjP(),type:r.YjP(),description:r.YjP().optional()}))}function Synonyms(e){return r.YOg(r.rej({id:a.optional(),synonym:r.YjP(),description:r.YjP().optional(),locale:r.YjP().optional(),source:r.YjP().optional(),status:r.YjP().optional(),customProperties:CustomProperties(e).optional()}))}function Context(e){let t={id:a.optional(),authoritativeDefinitions:Definitions(e).optional(),tags:o.optional(),customProperties:CustomProperties(e).optional()};return r.KCZ([r.YjP(),r.rej({instructions:r.YjP().optional(),verifiedStatements:r.YOg(r.rej({...t,question:r.YjP(),answer:r.YjP().optional()})).optional(),constraints:r.YOg(r.rej({...t,constraint:r.YjP()})).optional()})])}}),89296:((e,t,n)=>{n.d(t,{ak:()=>metricOf,en:()=>Quality,we:()=>c});var r=n(92857),i=n(26387);let a=[`nullValues`,`missingValues`,`invalidValues`,`duplicateValues`,`rowCount`],o=r.PVZ([r.aig(),r.aig()]).refine(([e,t])=>e!==t,`expected two different numbers`),s={mustBe:r.L5J().optional(),mustNotBe:r.L5J().optional(),mustBeGreaterThan:r.aig().optional(),mustBeGreaterOrEqualTo:r.aig().optional(),mustBeLessThan:r.aig().optional(),mustBeLessOrEqualTo:r.aig().optional(),mustBeBetween:o.optional(),mustNotBeBetween:o.optional()},c=Object.keys(s),l={nullCheck:`nullValues`,nullValues:`nullValues`,duplicateCount:`duplicateValues`,duplicateValues:`duplicateValues`,validValues:`invalidValues`,rowCount:`rowCount`};function metricOf(e){return e.metric??l[e.rule??``]}function Quality(e){return(0,i.F2)(e,{...s,id:i.lH.optional(),name:r.YjP().optional(),type:r.k5n([`text`,`library`,`sql`,`custom`]).optional(),description:r.YjP().optional(),metric:r.k5n(a).optional(),rule:r.YjP().optional(),arguments:r.g1P(r.YjP(),r.L5J()).optional(),validValues:e===`3.0`?r.YOg(r.L5J()).optional():r.Vxk().optional(),unit:r.YjP().optional(),query:r.YjP().optional(),engine:r.YjP().optional(),implementation:r.KCZ([r.YjP(),r.g1P(r.YjP(),r.L5J())]).optional(),dimension:r.k5n([`accuracy`,`completeness`,`conformity`,`consistency`,`coverage`,`timeliness`,`uniqueness`]).optional(),method:r.YjP().optional(),severity:r.YjP().optional(),businessImpact:r.YjP().optional(),schedule:r.YjP().optional(),scheduler:r.YjP().optional(),tags:i.YD.optional(),authoritativeDefinitions:(0,i.R4)(e).optional(),customProperties:(0,i.v6)(e).optional()}).superRefine((t,n)=>{let report=(e,t)=>n.addIssue({code:`custom`,path:[e],message:t}),r=t.type??`library`,i=r===`sql`?[`query`]:r===`custom`?[`engine`,`implementation`]:[];for(let e of i)t[e]===void 0&&report(e,`is missing: a ${r} rule needs it`);let o=c.filter(e=>t[e]!==void 0);if(e===`3.0`&&t.metric===void 0)t.type===`library`&&t.rule===void 0&&report(`rule`,`is missing`);else if(t.type===`library`&&t.metric===void 0&&report(`metric`,`is missing: expected ${a.join(`, `)}`),(r===`sql`||t.metric!==void 0)&&o.length!==1){let e=o.length?o.join(` and `):`none`;report(o[1]??`mustBe`,`expected exactly one operator (${c.join(`, `)}), not ${e}`)}})}}),78972:((e,t,n)=>{n.d(t,{c:()=>Odcs});var r=n(92857),i=n(26387),a=n(57645);let o=new Set([`map`,`vector`]);function logicalTypesOf(e){return a.C8.options.filter(t=>e===`3.2`||!o.has(t))}let s=r.Whr().nonnegative().optional();function bounds(e,t){let n=e===`3.0`?r.KCZ([r.zMY(),t]):t;return{minimum:t.optional(),maximum:t.optional(),exclusiveMinimum:n.optional(),exclusiveMaximum:n.optional()}}function optionsOf(e,t){switch(e){case`string`:return r.rej({minLength:s,maxLength:s,pattern:r.YjP().optional(),format:r.YjP().optional()});case`date`:return r.rej({format:r.YjP().optional(),...bounds(t,r.YjP())});case`timestamp`:case`time`:return r.rej({format:r.YjP().optional(),...bounds(t,r.YjP()),timezone:r.zMY().optional(),defaultTimezone:r.YjP().optional()});case`integer`:return r.rej({multipleOf:r.aig().positive().optional(),...bounds(t,r.aig()),format:r.k5n([`i8`,`i16`,`i32`,`i64`,`i128`,`u8`,`u16`,`u32`,`u64`,`u128`]).optional()});case`number`:return r.rej({multipleOf:r.aig().positive().optional(),...bounds(t,r.aig()),format:r.k5n([`f32`,`f64`]).optional()});case`object`:return r.rej({minProperties:s,maxProperties:s,required:r.YOg(r.YjP()).min(1).optional()});case`array`:return r.rej({minItems:s,maxItems:s,uniqueItems:r.zMY().optional()});case`vector`:return r.rej({dimensions:r.Whr().positive(),elementType:r.k5n([`bfloat16`,`binary`,`float16`,`float32`,`float64`,`int8`,`uint8`]).optional(),distanceMetric:r.k5n([`cosine`,`dotProduct`,`euclidean`,`hamming`,`manhattan`]).optional(),normalized:r.zMY().optional(),embeddingModel:r.YjP().optional(),embeddingModelVersion:r.YjP().optional()});case`map`:return r.rej({});case`boolean`:return r.g1P(r.YjP(),r.L5J())}}var c=n(89296);let l=`[A-Za-z_][A-Za-z0-9_]*`,u=`(?:(?:https?://)?[A-Za-z0-9._/-]+\\.yaml#)?/?${l}/[A-Za-z0-9_-]+(?:/${l}/[A-Za-z0-9_-]+)*`;function Reference(e){let t=e===`3.2`?`[A-Za-z_][A-Za-z0-9_-]*`:l,n=RegExp(`^(?:${t}(?:\\.${t})+|${u})$`);return r.YjP().regex(n,`expected table.column or schema/<id>/properties/<id>`)}function relationshipParts(e){let t=Reference(e),n=r.KCZ([t,r.YOg(t).min(1)]),a={id:i.lH.optional(),type:r.k5n([`foreignKey`]).optional(),customProperties:(0,i.v6)(e).optional()};return{ofProperty:r.rej({...a,to:n}),ofObject:r.rej({...a,from:n,to:n}).refine(({from:e,to:t})=>Array.isArray(e)===Array.isArray(t),{path:[`to`],error:"expected `from` and `to` to be both single or both lists"})}}function elementShape(e){return{id:i.lH.optional(),physicalName:r.YjP().optional(),physicalType:r.YjP().optional(),description:r.YjP().optional(),businessName:r.YjP().optional(),authoritativeDefinitions:(0,i.R4)(e).optional(),tags:i.YD.optional(),customProperties:(0,i.v6)(e).optional(),synonyms:(0,i.XP)(`3.2`,e,(0,i.ZT)(e)),deprecated:(0,i.XP)(`3.2`,e,r.L5J()),quality:r.YOg((0,c.en)(e)).optional()}}function checkProperty(e,t,n){let{logicalType:r,logicalTypeOptions:i}=e;if(i&&!r&&n([`logicalTypeOptions`],`needs a logicalType beside it`),i&&r)for(let e of optionsOf(r,t).safeParse(i).error?.issues??[]){let t=e.code===`unrecognized_keys`;n([`logicalTypeOptions`,...e.path,...t?e.keys.slice(0,1):[]],t?`unknown option of logicalType ${r}`:e.message)}r===`vector`&&!i&&n([`logicalTypeOptions`],"a vector needs `dimensions`"),r===`map`&&!e.map&&n([`map`],"is missing: a map needs `key` and `value`"),e.map&&r!==`map`&&n([`map`],`belongs to logicalType map only`)}function Property(e){let{ofProperty:t}=relationshipParts(e),n=r.RZV(()=>o),a=n.refine(({name:e})=>e!==void 0,{path:[`name`],error:`is missing: every property has a name`}),o=r.rej({...elementShape(e),name:r.YjP().optional(),primaryKey:r.zMY().optional(),primaryKeyPosition:r.Whr().optional(),logicalType:r.k5n(logicalTypesOf(e)).optional(),logicalTypeOptions:r.g1P(r.YjP(),r.L5J()).optional(),required:r.zMY().optional(),unique:r.zMY().optional(),semanticType:(0,i.XP)(`3.2`,e,r.k5n([`column`,`measure`,`dimension`])),partitioned:r.zMY().optional(),partitionKeyPosition:r.Whr().optional(),classification:r.YjP().optional(),encryptedName:r.YjP().optional(),transformSourceObjects:r.YOg(r.YjP()).optional(),transformLogic:r.YjP().optional(),transformDescription:r.YjP().optional(),examples:r.YOg(r.L5J()).optional(),enum:(0,i.XP)(`3.2`,e,r.YOg(r.rej({value:i.X5,label:r.YjP().optional(),id:i.lH.optional(),description:r.YjP().optional(),customProperties:(0,i.v6)(e).optional(),authoritativeDefinitions:(0,i.R4)(e).optional(),tags:i.YD.optional()})).min(1,`expected at least one value`)),criticalDataElement:r.zMY().optional(),relationships:(0,i.XP)(`3.1`,e,r.YOg(t)),items:n.optional(),properties:r.YOg(a).optional(),map:(0,i.XP)(`3.2`,e,r.rej({key:n,value:n}))}).superRefine((t,n)=>checkProperty(t,e,(e,t)=>n.addIssue({code:`custom`,path:e,message:t})));return o}function SchemaObject(e){let t=Property(e).refine(({name:e})=>e!==void 0,{path:[`name`],error:`is missing: every property has a name`});return r.rej({...elementShape(e),name:r.YjP(),logicalType:r.k5n([`object`]).optional(),dataGranularityDescription:r.YjP().optional(),context:(0,i.XP)(`3.2`,e,(0,i.ob)(e)),properties:r.YOg(t).optional(),relationships:(0,i.XP)(`3.1`,e,r.YOg(relationshipParts(e).ofObject))})}function ServiceLevel(e){return(0,i.F2)(e,{id:i.lH.optional(),property:r.YjP(),value:i.X5,valueExt:i.X5.optional(),unit:r.YjP().optional(),element:r.YjP().optional(),driver:r.YjP().optional(),description:r.YjP().optional(),scheduler:r.YjP().optional(),schedule:r.YjP().optional(),customProperties:(0,i.XP)(`3.2`,e,(0,i.v6)(e)),authoritativeDefinitions:(0,i.XP)(`3.2`,e,(0,i.R4)(e))})}let d={api:`location!`,athena:`schema! stagingDir catalog regionName workgroup`,azure:`location! format! delimiter`,bigquery:`project! dataset!`,btrieve:``,clickhouse:`host! port! database!`,cloudsql:`host! port! database! schema!`,custom:`account catalog database dataset delimiter endpointUrl format host location path port project region regionName schema serviceName stagingDir stream warehouse`,databricks:`catalog! schema! host`,db2:`host! port! database! schema`,denodo:`host! port! database`,dremio:`host! port! schema`,duckdb:`database! schema`,exasol:``,fastobjects:``,glue:`account! database! location format`,hana:``,hive:`host! database! port`,iceberg:``,impala:`host! database! port`,informix:`host! database! port`,ingres:``,kafka:`host! format`,kinesis:`region format stream`,local:`path! format!`,mysql:`host! port! database!`,oracle:`host! port! serviceName!`,poet:``,postgres:`host! port! database! schema!`,postgresql:`host! port! database! schema!`,presto:`host! catalog schema`,pubsub:`project!`,redshift:`database! schema! host region account`,s3:`location! endpointUrl format delimiter`,sftp:`location! format delimiter`,snowflake:`account! database! schema! host port warehouse`,sqlserver:`host! database! schema! port`,synapse:`host! port! database!`,teradata:``,trino:`host! port! catalog! schema!`,vectorwise:``,versant:``,vertica:`host! port! database! schema!`,zen:`host! database! port`},f=new Set(Object.keys(d).filter(e=>d[e]===``)),p=new Set([`hive`,`impala`,`zen`]);function typesOf(e){return Object.keys(d).filter(t=>(e===`3.2`||!f.has(t))&&(e!==`3.0`||!p.has(t)))}function Server(e){let t={id:i.lH.optional(),server:r.YjP(),type:r.k5n(typesOf(e)),description:r.YjP().optional(),environment:r.YjP().optional(),encoding:r.YjP().optional(),roles:r.YOg(r.L5J()).optional(),customProperties:(0,i.v6)(e).optional()};return r._H3(t).superRefine((n,r)=>{let i=String(n.type),a=(d[i]??``).split(` `).filter(e=>e!==``),report=(e,t)=>r.addIssue({code:`custom`,path:[e],message:t});for(let e of a.filter(e=>e.endsWith(`!`)).map(e=>e.slice(0,-1)))e in n||report(e,`is missing: a server of type ${i} needs it`);let o=new Set([...Object.keys(t),...a.map(e=>e.replace(`!`,``))]);for(let[r,a]of Object.entries(n))r in t||(e!==`3.0`&&!f.has(i)&&!o.has(r)?report(r,`unknown field of a server of type ${i}`):(r===`port`?!isPort(a,e):typeof a!=`string`)&&report(r,r===`port`?`expected an integer`:`expected a string`))})}function isPort(e,t){return Number.isInteger(e)||t===`3.2`&&typeof e==`string`}function people(e){let t=(0,i.v6)(e).optional(),n=(0,i.R4)(e).optional(),a=(0,i.F2)(e,{id:i.lH.optional(),username:e===`3.0`?r.YjP().optional():r.YjP(),name:r.YjP().optional(),description:r.YjP().optional(),role:r.YjP().optional(),dateIn:r.YjP().optional(),dateOut:r.YjP().optional(),replacedByUsername:r.YjP().optional(),tags:i.YD.optional(),customProperties:t,authoritativeDefinitions:n}),o=r.rej({id:i.lH.optional(),name:r.YjP().optional(),description:r.YjP().optional(),members:r.YOg(a).optional(),tags:i.YD.optional(),customProperties:t,authoritativeDefinitions:n}),s=(0,i.F2)(e,{id:i.lH.optional(),role:r.YjP(),description:r.YjP().optional(),access:r.YjP().optional(),firstLevelApprovers:r.YjP().optional(),secondLevelApprovers:r.YjP().optional(),customProperties:t}),c=(0,i.F2)(e,{id:i.lH.optional(),channel:r.YjP(),url:e===`3.0`?r.YjP():r.YjP().optional(),description:r.YjP().optional(),tool:r.YjP().optional(),scope:r.YjP().optional(),invitationUrl:r.YjP().optional(),customProperties:t}),l=(0,i.F2)(e,{id:i.lH.optional(),priceAmount:r.aig().optional(),priceCurrency:r.YjP().optional(),priceUnit:r.YjP().optional()});return{team:r.KCZ([o,r.YOg(a)]),role:s,support:c,price:l}}function Odcs(e){let{team:t,role:n,support:a,price:o}=people(e);return r.rej({apiVersion:r.k5n(i.Bo),kind:r.euz(`DataContract`),id:r.YjP(),version:r.YjP(),status:e===`3.2`?r.YjP().optional():r.YjP(),name:r.YjP().optional(),tenant:r.YjP().optional(),tags:i.YD.optional(),servers:r.YOg(Server(e)).optional(),dataProduct:r.YjP().optional(),description:r._H3({usage:r.YjP().optional(),purpose:r.YjP().optional(),limitations:r.YjP().optional(),authoritativeDefinitions:(0,i.R4)(e).optional(),customProperties:(0,i.v6)(e).optional()}).optional(),domain:r.YjP().optional(),context:(0,i.XP)(`3.2`,e,(0,i.ob)(e)),schema:r.YOg(SchemaObject(e)).optional(),support:r.YOg(a).optional(),price:o.optional(),team:t.optional(),roles:r.YOg(n).optional(),slaDefaultElement:r.YjP().optional(),slaProperties:r.YOg(ServiceLevel(e)).optional(),authoritativeDefinitions:(0,i.R4)(e).optional(),customProperties:(0,i.v6)(e).optional(),contractCreatedTs:r.YjP().optional()})}}),42432:((e,t,n)=>{n.d(t,{J:()=>readContract,m:()=>readOdcs});var r=n(93103),i=n(29684),a=n(63070),o=n(65276),s=n(7893);function decimalAt(e,t,n){let r=e.written(t)?.replace(/^\+/,``)??``;if(/^-?\d+(\.\d+)?$/.test(r))return r;let i=(0,s.Z)(r);return i!==void 0&&Number(i)===n?i:(0,s.Z)(String(n))??String(n)}let c={warning:`warning`,warn:`warning`,low:`warning`,info:`info`,information:`info`};function isKnownSeverity(e){return/^(?:error|critical|high|fatal)$/i.test(e)||e.toLowerCase()in c}function severityOf(e){return c[e?.toLowerCase()??``]??`error`}class Declarations{constraints=[];#e;#t;#n;environments;constructor(e,t,n,r){this.#e=e,this.#t=t,this.#n=new Map(n?.map(({property:e,value:t})=>[e,t])),this.environments=environmentsOf(n)??r}add(e,t,n,r={}){let i=Number(this.#r(`proofmarkTolerance`,e)??0);this.constraints.push({demand:t,name:r.name??e,severity:severityOf(r.severity??String(this.#r(`proofmarkSeverity`,e)??``)),tolerance:i>=0&&i<=1?i:0,environments:r.environments??this.environments,description:r.description,location:this.locate(n)})}unsupported(e,t,n,r,i={}){this.add(e,{kind:t,unenforced:`unsupported`,reason:n},r,i)}notApplicable(e,t,n,r){this.add(e,{kind:t,unenforced:`not-applicable`,reason:n},r)}locate(e){let{file:t,line:n=1,column:r=1}=this.#e.locate([...this.#t,...e],`key`);return{file:t,line:n,column:r}}number(e,t){return decimalAt(this.#e,[...this.#t,...e],t)}literal(e,t){if(t===null)return{type:`null`};switch(typeof t){case`boolean`:return{type:`boolean`,value:t};case`number`:return{type:`number`,value:this.number(e,t)};default:return{type:`text`,value:t}}}#r(e,t){let n=this.#n.get(e);return typeof n==`object`&&n?n[t]:n}}function environmentsOf(e){let t=e?.find(({property:e})=>e===`proofmarkEnvironments`)?.value;if(t!==void 0)return(Array.isArray(t)?t:[t]).map(String)}function declareOptions(e,t,n){for(let[r,i]of Object.entries(n)){let a=[`logicalTypeOptions`,r],numeral=()=>typeof i==`number`?e.number(a,i):String(i);e.add(r,demandOf(t,n,r,numeral),a)}}function demandOf(e,t,n,r){let i=t[n],a=e.logicalType,o=Number(i);switch(n){case`minLength`:return{kind:`min-length`,length:o};case`maxLength`:return{kind:`max-length`,length:o};case`pattern`:return{kind:`pattern`,pattern:String(i)};case`minimum`:case`maximum`:{let e=t[n===`minimum`?`exclusiveMinimum`:`exclusiveMaximum`]===!0;return{kind:n,bound:r(),exclusive:e}}case`exclusiveMinimum`:case`exclusiveMaximum`:{let e=n===`exclusiveMinimum`?`minimum`:`maximum`;return typeof i==`boolean`?i&&t[e]===void 0?unenforced(e,`unsupported`,`true sharpens \`${e}\`, which is not declared`):unenforced(e,`not-applicable`,`it is part of \`${e}\``):{kind:e,bound:r(),exclusive:!0}}case`multipleOf`:return{kind:`multiple-of`,divisor:r()};case`format`:return a===`integer`?{kind:`integer-range`,format:String(i)}:{kind:`format`,format:String(i)};case`timezone`:return{kind:`time-zone`,required:i===!0};case`defaultTimezone`:return unenforced(`time-zone`,`not-applicable`,`it tells how to read bounds and values without an offset`);default:return nestedDemand(e,t,n)}}function nestedDemand(e,t,n){let r=t[n],i=Number(r);switch(n){case`minItems`:return{kind:`items`,items:{atLeast:i}};case`maxItems`:return{kind:`items`,items:{atMost:i}};case`uniqueItems`:return r===!0?{kind:`items`,items:{unique:!0}}:unenforced(`items`,`not-applicable`,`false allows what is allowed anyway`);case`minProperties`:return{kind:`properties`,properties:{atLeast:i}};case`maxProperties`:return{kind:`properties`,properties:{atMost:i}};case`required`:{let t=new Map(e.properties?.map(e=>[e.name,e.physicalName]));return{kind:`properties`,properties:{names:r.map(e=>t.get(e)??e)}}}case`dimensions`:return{kind:`vector`,vector:{dimensions:i}};case`elementType`:return{kind:`vector`,vector:{elementType:String(r)}};case`normalized`:return r===!0?{kind:`vector`,vector:{unitLength:[`bfloat16`,`float16`,`int8`,`uint8`].includes(String(t.elementType))?.01:.001}}:unenforced(`vector`,`not-applicable`,`false allows any length`);default:return e.logicalType===`vector`?unenforced(`vector`,`not-applicable`,`it tells how vectors are made or compared`):unenforced(`custom`,`unsupported`,`the option \`${n}\` has no meaning known here`)}}function unenforced(e,t,n){return{kind:e,unenforced:t,reason:n}}var l=n(79282),u=n(89296),d=n(67080),f=n(92857);let p=f.YjP().min(1),m=f.KCZ([f.rej({distribution:f.rej({profile:p,distance:d.KR.default(`psi`),max:f.aig().positive()})}),f.rej({rowCountChange:f.rej({profile:p,max:f.aig().nonnegative()})})]);function ownDemand(e){let t=m.safeParse(e);return t.success?`distribution`in t.data?{kind:`distribution`,...t.data.distribution}:{kind:`row-count-change`,...t.data.rowCountChange}:{kind:`custom`,unenforced:`unsupported`,reason:`its implementation is unknown: expected implementation: {distribution: {profile: FILE, distance: psi, max: 0.2}} or {rowCountChange: {profile: FILE, max: 0.5}}`}}let h={mustBe:`=`,mustNotBe:`!=`,mustBeGreaterThan:`>`,mustBeGreaterOrEqualTo:`>=`,mustBeLessThan:`<`,mustBeLessOrEqualTo:`<=`},g=`numbers beyond 2^53 are not exact in a comparison of what was measured`;function isExact(e){return Math.abs(e)<=2**53-1}function comparisonOf(e){let t=u.we.filter(t=>e[t]!==void 0),[n]=t;if(n===void 0)return{operator:`=`,value:0};if(t.length>1)return`expected one operator, received ${t.join(` and `)}`;if(n===`mustBeBetween`||n===`mustNotBeBetween`){let[t,r]=e[n]??[0,0];return!isExact(t)||!isExact(r)?`${n}: ${g}`:{operator:n===`mustBeBetween`?`between`:`not between`,low:Math.min(t,r),high:Math.max(t,r)}}let r=e[n],i=typeof r==`string`&&r.trim()!==``?Number(r):r;return typeof i!=`number`||!Number.isFinite(i)?`${n} is not a number`:isExact(i)?{operator:h[n],value:i}:`${n}: ${g}`}let _={nullValues:`null-values`,missingValues:`missing-values`,invalidValues:`invalid-values`,duplicateValues:`duplicate-values`,rowCount:`row-count`};function buildQuality(e,t,n,r){let{severity:i,description:a}=t,o=(0,u.ak)(t),s=t.id??t.name??`${o??t.type??`quality`}[${String(n.at(-1))}]`,literals=(t,r)=>Array.isArray(r)?r.map((r,i)=>e.literal([...n,`arguments`,t,i],r)):void 0,c=environmentsOf(t.customProperties),l=quality_rules_demandOf(t,o,r,literals),d=a??(l.kind===`sql`?t.name:void 0);e.add(s,l,n,{severity:i,description:d,name:s,environments:c})}function unsupported(e,t){return{kind:e,unenforced:`unsupported`,reason:t}}function quality_rules_demandOf(e,t,n,r){let i=comparisonOf(e);switch(e.type??`library`){case`text`:return unsupported(`text`,`a text is for people; write a library or sql rule to have it checked`);case`custom`:return e.engine?.toLowerCase()===`proofmark`?ownDemand(e.implementation):unsupported(`custom`,(0,l.v1)(e)??`rules of the engine ${e.engine} are not run`);case`sql`:return e.engine!==void 0&&e.engine.toLowerCase()!==`duckdb`?unsupported(`sql`,`SQL for the engine ${e.engine} is not run`):typeof i==`string`?unsupported(`sql`,i):{kind:`sql`,query:e.query??``,comparison:i};case`library`:return t?typeof i==`string`?unsupported(_[t],i):metricDemand(e,t,i,n,r):unsupported(`custom`,e.rule?`the library rule ${e.rule} is unknown`:`it names no metric to measure`)}}function metricDemand(e,t,n,{column:r,named:i},a){let o=_[t],s=unitOf(e.unit);if(!s)return unsupported(o,`the unit ${e.unit} is unknown: expected rows or percent`);let{validValues:c=e.validValues,missingValues:l,pattern:u,properties:d}=e.arguments??{};switch(t){case`rowCount`:return s===`percent`?unsupported(o,`a row count has no percentage`):{kind:`row-count`,comparison:n};case`duplicateValues`:{let e=Array.isArray(d)?d.map(e=>i(String(e))):[],t=e.length>0||r===void 0?e:[r];return t.length===0?unsupported(o,"on a table it needs `arguments.properties`"):{kind:`duplicate-values`,columns:t,comparison:n,unit:s}}case`nullValues`:return r===void 0?misplaced(t):{kind:`null-values`,comparison:n,unit:s};case`missingValues`:{let e=a(`missingValues`,l)??[{type:`null`}];return r===void 0?misplaced(t):{kind:`missing-values`,values:e,comparison:n,unit:s}}case`invalidValues`:{let e=a(`validValues`,c),i=u===void 0?void 0:String(u);return r===void 0?misplaced(t):e||i!==void 0?{kind:`invalid-values`,values:e,pattern:i,comparison:n,unit:s}:unsupported(o,"it needs `arguments.validValues` or `arguments.pattern`")}}}function misplaced(e){return unsupported(_[e],`${e} belongs under a property`)}function unitOf(e){switch(e?.toLowerCase()){case void 0:case`rows`:case`row`:return`rows`;case`percent`:case`%`:return`percent`;default:return}}function buildColumns(e,t,n,r=`property`,i){let a=new Declarations(t,n,e.customProperties,i?.environments),o=namesOf(e,r,i),s=e.logicalTypeOptions??{};if(r===`property`&&declarePresence(a,e),e.logicalType&&a.add(`logicalType`,{kind:`type`},[`logicalType`]),e.physicalType!==void 0&&a.notApplicable(`physicalType`,`physical-type`,`it names the type in the system of record; files are compared by logicalType`,[`physicalType`]),e.required&&a.add(`required`,{kind:`required`},[`required`]),e.unique&&a.add(`unique`,{kind:`unique`},[`unique`]),e.primaryKey&&i&&a.unsupported(`primaryKey`,`primary-key`,`rows are identified by columns of their own, not by what lies inside of them`,[`primaryKey`]),e.enum){let t=e.enum.map(({value:e},t)=>a.literal([`enum`,t,`value`],e));a.add(`enum`,{kind:`enum`,values:t},[`enum`])}e.logicalType&&declareOptions(a,e,s);for(let[t,{to:n}]of(e.relationships??[]).entries())a.add(`relationship`,{kind:`foreign-key`,columns:[o.name],to:[n].flat()},[`relationships`,t]);for(let[t,n]of(e.quality??[]).entries())buildQuality(a,n,[`quality`,t],{column:o.name,named:e=>e});let{format:c,defaultTimezone:l}=s,u=[`date`,`timestamp`,`time`].includes(e.logicalType??``),d={...o,outer:i?.name,id:e.id,type:e.logicalType,format:u?c:void 0,timeZone:l,classification:e.classification??i?.classification,constraints:a.constraints};return[d,...buildInside(e,t,n,{...d,environments:a.environments})]}function declarePresence(e,{customProperties:t}){t?.some(({property:e,value:t})=>e===`proofmarkOptional`&&t===!0)?e.notApplicable(`present`,`column-present`,`the column may be absent`,[`name`]):e.add(`present`,{kind:`column-present`},[`name`])}function buildInside({items:e,properties:t=[],map:n},r,i,a){return[...t.flatMap((e,t)=>buildColumns(e,r,[...i,`properties`,t],`property`,a)),...e?buildColumns(e,r,[...i,`items`],`items`,a):[],...n?buildColumns(n.key,r,[...i,`map`,`key`],`key`,a):[],...n?buildColumns(n.value,r,[...i,`map`,`value`],`value`,a):[]]}let v={items:`[]`,key:`{key}`,value:`{}`};function namesOf(e,t,n){let r=e.name??``,i=e.physicalName??r,a=t===`property`?{step:`field`,name:i}:{step:t};if(!n)return{name:i,logicalName:r,path:[a]};let suffix=e=>t===`property`?`.${e}`:v[t];return{name:n.name+suffix(i),logicalName:n.logicalName+suffix(r),path:[...n.path,a]}}var y=n(57645);let b=/^(csv|tsv|txt|text)$/i;function layoutOf(e,t,n,r){let i={...ofServers(e,n),...ofTable(t,n,r)};return Object.keys(i).length===0?void 0:i}function encodingNamed(e){let t=e.toLowerCase().replaceAll(/[^a-z0-9]/g,``);return[`utf8`,`ascii`,`usascii`].includes(t)?`utf-8`:[`utf16`,`utf16le`].includes(t)?`utf-16`:[`latin1`,`iso88591`,`l1`].includes(t)?`latin-1`:void 0}function ofTable({customProperties:e=[]},t,n){let r=e.findIndex(({property:e})=>e===`proofmarkLayout`);if(r<0)return{};let a=[...n,`customProperties`,r,`value`],o=e[r]?.value,s=Object.entries(typeof o==`object`&&o&&!Array.isArray(o)?o:{value:o}).map(([e,n])=>[e,{value:e===`encoding`?encodingNamed(String(n))??n:n,location:locate(t,[...a,e])}]),c=y.rF.safeParse(Object.fromEntries(s));if(c.success)return c.data;let l=locate(t,a);throw new i.yo(`contract-invalid`,`${(0,i.ZD)(l)}: proofmarkLayout: expected delimiter (up to 4 characters), header (true or false), quote and escape (one character), encoding (utf-8, utf-16 or latin-1), received ${(0,i.ZN)(o)}`,{location:l})}function ofServers({servers:e=[]},t){let n=e.flatMap((e,t)=>typeof e.format==`string`&&b.test(e.format)?[{server:e,at:[`servers`,t]}]:[]),agreed=e=>{let[r]=n,i=r?.server[e];if(!(typeof i!=`string`||n.some(({server:t})=>t[e]!==i)))return{value:i,location:locate(t,[...r?.at??[],e])}},r=agreed(`delimiter`),i=agreed(`encoding`),a=i&&encodingNamed(i.value);return{...r&&/^.{1,4}$/s.test(r.value)?{delimiter:r}:{},...i&&a?{encoding:{value:a,location:i.location}}:{}}}function locate(e,t){let{file:n,line:r=1,column:i=1}=e.locate(t,`key`);return{file:n,line:r,column:i}}let x={freshness:`freshness`,fr:`freshness`,latency:`freshness`,ly:`freshness`,retention:`retention`,re:`retention`},S=Object.fromEntries([[`second`,`s sec second seconds`],[`minute`,`min minute minutes`],[`hour`,`h hr hour hours`],[`day`,`d day days`],[`week`,`w week weeks`],[`month`,`mo month months`],[`year`,`y yr year years`]].flatMap(([e,t])=>t.split(` `).map(t=>[t,e])));function buildServiceLevel(e,t,n,r){let i=t.id??t.property,a=t.description??[t.property,t.value,t.unit].join(` `).trim(),o=x[t.property.toLowerCase()]?{name:i}:{name:i,description:a};e.add(i,build_service_level_demandOf(t,n,r),[`property`],o)}function build_service_level_demandOf(e,t,n){let r=x[e.property.toLowerCase()];if(!r)return{kind:`service-level`,unenforced:`not-applicable`,reason:`${e.property} is a promise about the service; rows cannot show it`};let i=spanOf(e.value,e.unit,r),a=t===void 0?"it names no `element`: the column that holds the time":n?i:`its element ${t} is no property of the contract`;return typeof a==`string`?{kind:r,unenforced:`unsupported`,reason:a}:{kind:r,span:a}}let C=/^P(?:(\d+)([DWMY])|T(\d+)([SMH]))$/,w={D:`day`,W:`week`,M:`month`,Y:`year`},T={S:`second`,M:`minute`,H:`hour`},E={freshness:`minute`,retention:`month`};function spanOf(e,t,n){let r=t===void 0&&typeof e==`string`?C.exec(e.trim()):null;if(r){let[,e,t=``,n,i=``]=r,a=e===void 0?T[i]:w[t],o=Number(e??n);if(a&&Number.isFinite(o))return{amount:o,unit:a}}let i=typeof e==`string`?Number(e):e;if(typeof i!=`number`||!(i>=0&&Number.isFinite(i))||e===``)return`its value is no number of time units`;let a=t?.toLowerCase()===`m`?E[n]:S[t?.toLowerCase()??``];return a?(a===`month`||a===`year`)&&!Number.isInteger(i)?`${i} ${a}s have no fixed length: expected a whole number`:{amount:i,unit:a}:`its unit ${t??`(none)`} is unknown: expected ${[...new Set(Object.values(S))].join(`, `)}`}let D=[`proofmarkAsOf`,`proofmarkEnvironments`,`proofmarkFile`,`proofmarkLayout`,`proofmarkNullText`,`proofmarkOptional`,`proofmarkSeverity`,`proofmarkTolerance`],O={dataProduct:`a tag or a custom property`,slaDefaultElement:"`element` of each service level"};function remarkOn(e,t){let n=[],remark=(e,r,i=`warning`)=>{let{file:a,line:o=1,column:s=1}=t.locate(e,`key`);n.push({location:{file:a,line:o,column:s},message:r,severity:i})};for(let[t,n]of Object.entries(O))e[t]!==void 0&&!e.apiVersion.startsWith(`v3.0`)&&remark([t],`${t} is deprecated since v3.1: expected ${n}`);return walk(t.value,[],(e,t)=>{t.at(-1)===`customProperties`&&Array.isArray(e)&&remarkOwn(e,t,remark),t.at(-2)===`quality`&&remarkQuality(e,t,remark),t.at(-1)===`properties`&&Array.isArray(e)&&remarkPositions(e,t,remark)}),n}function walk(e,t,n){if(typeof e!=`object`||!e)return;n(e,t);let r=Array.isArray(e)?e.entries():Object.entries(e);for(let[e,i]of r)walk(i,[...t,e],n)}function remarkOwn(e,t,n){for(let[r,i]of e.entries()){let{property:e,value:a}=i??{},o=[...t,r,`value`];if(typeof e!=`string`||!/^proofmark/i.test(e))continue;if(!D.includes(e)){n([...t,r,`property`],`the custom property ${e} is unknown: expected ${D.join(`, `)}`);continue}let s=typeof a==`object`&&a?Object.values(a):[a];e===`proofmarkSeverity`&&!s.every(e=>isKnownSeverity(String(e)))&&n(o,`expected error, warning or info`),e===`proofmarkTolerance`&&!s.every(e=>Number(e)>=0&&Number(e)<=1)&&n(o,`expected shares from 0 to 1; anything else is taken as 0`,`error`)}}function remarkQuality(e,t,n){let{severity:r,rule:i,metric:a}=e;typeof r==`string`&&!isKnownSeverity(r)&&n([...t,`severity`],`the severity ${r} is unknown and taken as error: expected error, warning or info`),i!==void 0&&n([...t,`rule`],a===void 0?"`rule` is deprecated since v3.1: expected `metric`":"`rule` says nothing beside `metric`")}function remarkPositions(e,t,n){let r=new Set;for(let[i,a]of e.entries()){let{primaryKey:e,primaryKeyPosition:o}=a??{};if(typeof o!=`number`||o<1)continue;let s=[...t,i,`primaryKeyPosition`];e===!0?r.has(o)&&n(s,`another column of the key has position ${o} too`,`error`):n(s,"a position without `primaryKey: true` has no effect"),r.add(o)}}var k=n(95898);function buildContract(e,t,n){let r=(e.schema??[]).map((n,r)=>buildTable(n,e,t,[`schema`,r])),i=[];for(let[n,a]of(e.slaProperties??[]).entries())placeServiceLevel(a,e.slaDefaultElement,t,[`slaProperties`,n],r,i);let a=e.customProperties?.find(({property:e})=>e===`proofmarkAsOf`)?.value,{line:o=1,column:s=1}=t.locate([`version`],`key`);return{file:n,id:e.id,version:e.version,versionAt:{file:n.path,line:o,column:s},name:e.name,standard:`ODCS ${e.apiVersion}`,asOf:a===void 0?void 0:String(a),tables:r,remarks:remarkOn(e,t),constraints:i}}function physicalName(e){return e.physicalName??e.name??``}function buildTable(e,t,n,r){let i=new Declarations(n,r,e.customProperties),a=e.properties??[],o=a.flatMap((e,t)=>buildColumns(e,n,[...r,`properties`,t]));refuseTwins(o,n.file);let named=e=>{let t=a.find(({name:t})=>t===e);return t?physicalName(t):e},s=a.map((e,t)=>({property:e,index:t})).filter(({property:e})=>e.primaryKey===!0).sort((e,t)=>position(e.property)-position(t.property)||e.index-t.index),c=s.map(({property:e})=>physicalName(e));s[0]&&i.add(`primaryKey`,{kind:`primary-key`,columns:c},[`properties`,s[0].index,`primaryKey`]);let l={name:e.name,physicalName:e.physicalName??e.name,id:e.id,columns:o,key:c,nullText:nullTextOf(e),layout:layoutOf(t,e,n,r),constraints:i.constraints};declareFiles(i,e);for(let[t,n]of(e.relationships??[]).entries())i.add(`relationship`,relationshipDemand(n,l),[`relationships`,t]);for(let[t,n]of(e.quality??[]).entries())buildQuality(i,n,[`quality`,t],{column:void 0,named});return l}function nullTextOf({customProperties:e}){let t=e?.find(({property:e})=>e===`proofmarkNullText`)?.value;return t===void 0?void 0:[t].flat().map(String)}function declareFiles(e,{customProperties:t}){for(let[n,{property:r,value:i}]of(t??[]).entries()){if(r!==`proofmarkFile`)continue;let{paths:t,sha256:a,bytes:o}=i??{},s=Array.isArray(t)?t.map(String):[],c=[`customProperties`,n,`value`],l=typeof a==`string`&&/^[0-9a-f]{64}$/.test(a),u=typeof o==`number`&&Number.isSafeInteger(o)&&o>=0?o:void 0;if(s.length===0||!(l||u!==void 0)){e.unsupported(`checksum`,`checksum`,`expected {paths: [FILE], sha256: 64 hexadecimal digits} or {paths: [FILE], bytes: NUMBER}`,c);continue}let d={kind:`checksum`,paths:s,sha256:l?a:void 0,bytes:u};e.add(`checksum[${s[0]}]`,d,c)}}function relationshipDemand({from:e=[],to:t},n){let unenforced=e=>({kind:`foreign-key`,unenforced:`unsupported`,reason:e}),r={from:[e].flat(),to:[t].flat()};if(r.from.length!==r.to.length)return unenforced(`\`from\` names ${r.from.length} columns and \`to\` ${r.to.length}`);let i=r.from.map(e=>(0,k.sX)(e,[n])),a=r.from.find((e,t)=>i[t]===void 0);return a===void 0?{kind:`foreign-key`,columns:i.flatMap(e=>e?.column.name??[]),to:r.to}:unenforced(`its \`from\` ${a} is no property of ${n.name}`)}function refuseTwins(e,t){let n=new Map(e.filter(({path:e})=>e.length===1).map(e=>[e.name,e])),r=e.find(({path:e,name:t})=>e.length>1&&n.has(t));if(!r)return;let a=r.constraints[0]?.location;throw new i.yo(`contract-invalid`,`${(0,i.ZD)(a??{file:t})}: two properties are called ${r.name}: a column, and what lies inside of another; rename one`,{location:a})}function position({primaryKeyPosition:e}){return e===void 0||e<1?2**53-1:e}function placeServiceLevel(e,t,n,r,i,a){let o=new Declarations(n,r,e.customProperties),s=(e.element??t)?.split(`,`).map(e=>e.trim());for(let t of s??[void 0]){let n=o.constraints.length,r=t===void 0?void 0:findColumn(t,i);buildServiceLevel(o,e,t,r!==void 0),(r?.constraints??a).push(...o.constraints.slice(n))}}function findColumn(e,t){for(let n of t)for(let r of n.columns){let i=[r.logicalName,r.name];if([`${n.name}.`,`${n.physicalName}.`,...t.length===1?[``]:[]].some(t=>i.some(n=>t+n===e)))return r}}var A=n(93551);let j={Text:{logicalType:`string`},URL:{logicalType:`string`,format:`uri`},Boolean:{logicalType:`boolean`},Date:{logicalType:`date`},DateTime:{logicalType:`timestamp`},Time:{logicalType:`time`},Integer:{logicalType:`integer`},Int8:{logicalType:`integer`,format:`i8`},Int16:{logicalType:`integer`,format:`i16`},Int32:{logicalType:`integer`,format:`i32`},Int64:{logicalType:`integer`,format:`i64`},UInt8:{logicalType:`integer`,format:`u8`},UInt16:{logicalType:`integer`,format:`u16`},UInt32:{logicalType:`integer`,format:`u32`},UInt64:{logicalType:`integer`,format:`u64`},Float:{logicalType:`number`},Number:{logicalType:`number`},Float16:{logicalType:`number`},Float32:{logicalType:`number`,format:`f32`},Float64:{logicalType:`number`,format:`f64`}};function readCroissantType(e){for(let t of e){let[,e]=/^(?:sc:|cr:|ml:|https?:\/\/schema\.org\/|https?:\/\/mlcommons\.org\/(?:croissant|schema)\/)([A-Za-z0-9]+)$/.exec(t)??[],n=e!==void 0&&Object.hasOwn(j,e)?j[e]:void 0;if(n)return n}}let many=e=>f.KCZ([e,f.YOg(e)]).optional(),M=f.KCZ([f.YjP(),f._H3({"@id":f.YjP()})]),N={"@id":f.YjP().optional(),name:f.YjP().optional()},P=f._H3({...N,contentUrl:f.YjP().optional(),contentSize:f.KCZ([f.YjP(),f.aig()]).optional(),sha256:f.YjP().optional(),md5:f.YjP().optional(),containedIn:many(M)}),F=f._H3({fileObject:M.optional(),fileSet:M.optional(),distribution:M.optional(),extract:f._H3({column:f.YjP().optional()}).optional()}),ee=f._H3({...N,description:f.YjP().optional(),dataType:many(f.YjP()),source:F.optional(),references:f._H3({field:M.optional()}).optional(),repeated:f.zMY().optional(),isArray:f.zMY().optional()}),I=f._H3({...N,description:f.YjP().optional(),key:many(M),field:many(ee)}),L=f._H3({name:f.YjP().optional(),version:f.KCZ([f.YjP(),f.aig()]).optional(),distribution:many(P),recordSet:many(I)});function importCroissant(e){let t={what:e.file,code:`contract-invalid`,source:e},n=(0,o.z)(L,e.value,t),r=(0,l.Vc)(e.file),i=(0,l.UH)(`croissant`,{id:n.name??r,version:n.version===void 0?void 0:String(n.version),name:n.name}),a=listed(n.recordSet,[`recordSet`]);for(let{value:e,at:t}of a)importRecordSet(i.item(`schema`,t),e,t,n);if(a.length===0){let e=i.item(`schema`,[]);e.put(`name`,n.name??r,[`name`]),importFiles(e,void 0,n)}return i}function listed(e,t){return e===void 0?[]:Array.isArray(e)?e.map((e,n)=>({value:e,at:[...t,n]})):[{value:e,at:t}]}function idOf(e){return typeof e==`string`?e:e[`@id`]}function shortName({name:e,"@id":t}){let n=e??t??``;return n.split(`/`).at(-1)||n}function columnOf(e){return e.source?.extract?.column??shortName(e)}function importRecordSet(e,t,n,r){e.put(`name`,shortName(t),[...n,`name`]),t.description!==void 0&&e.put(`description`,t.description,[...n,`description`]);let i=listed(t.field,[...n,`field`]),a=new Set,o=i.map(({value:t,at:n})=>{let i=e.item(`properties`,n);importField(i,t,n,r);let{fileObject:o,fileSet:s,distribution:c}=t.source??{};for(let e of[o,s,c])e!==void 0&&a.add(idOf(e));return i});for(let[r,{value:a,at:s}]of listed(t.key,[...n,`key`]).entries()){let t=idOf(a),n=o[i.findIndex(({value:e})=>[e[`@id`],e.name,shortName(e)].includes(t))];n||e.keep(`key`,`${t} is no field of the record set`,t,s),n?.put(`primaryKey`,!0,s),n?.put(`primaryKeyPosition`,r+1,s)}importFiles(e,a,r),t.data!==void 0&&e.keep(`data`,`rows inside the description are not read`,void 0,[...n,`data`])}function importField(e,t,n,r){let i=columnOf(t),a=shortName(t);e.put(`name`,a,[...n,`name`]),i!==a&&e.put(`physicalName`,i,[...n,`source`,`extract`,`column`]),t.description!==void 0&&e.put(`description`,t.description,[...n,`description`]);let o=[t.dataType??[]].flat(),s=readCroissantType(o),c=[...n,`dataType`],l=t.repeated===!0||t.isArray===!0;l&&e.put(`logicalType`,`array`,[...n,t.repeated?`repeated`:`isArray`]);let u=l&&s?e.child(`items`,c):e;s?(u.put(`logicalType`,s.logicalType,c),s.format!==void 0&&u.option(`format`,s.format,c)):o.length>0&&e.keep(`dataType`,`none of its types is one of values in tables`,t.dataType,c);for(let[r,o]of Object.entries(t.source??{})){let s=[...n,`source`,r];r===`extract`&&i===a&&t.source?.extract?.column===void 0&&e.keep(r,`only whole columns are read`,o,s),(r===`transform`||r===`format`)&&e.keep(r,`values are checked as they stand in the files, before any transformation`,o,s)}t.subField!==void 0&&e.keep(`subField`,`fields inside fields are not checked`,t.subField,[...n,`subField`]),importReference(e,t,n,r)}let R=/^[A-Za-z_][A-Za-z0-9_-]*$/;function importReference(e,t,n,r){let i=t.references?.field;if(i===void 0)return;let a=[...n,`references`],o=idOf(i);for(let{value:t}of listed(r.recordSet,[]))for(let{value:n}of listed(t.field,[])){if(![n[`@id`],`${shortName(t)}/${shortName(n)}`].includes(o))continue;let r=[shortName(t),shortName(n)];if(!r.every(e=>R.test(e)))break;e.item(`relationships`,a).put(`to`,r.join(`.`),a);return}e.keep(`references`,`it refers to ${o}, which is no field that can be named`,o,a)}function importFiles(e,t,n){for(let{value:r,at:i}of listed(n.distribution,[`distribution`])){let n=r[`@id`]??r.name??``;if(t&&!t.has(n)&&!t.has(r.name??``))continue;let a=r.sha256?.toLowerCase(),o=a!==void 0&&/^[0-9a-f]{64}$/.test(a);a!==void 0&&!o&&e.keep(`sha256`,`it is no SHA-256 checksum`,r.sha256,[...i,`sha256`]),r.md5!==void 0&&!o&&e.keep(`md5`,`only checksums by SHA-256 are compared`,r.md5,[...i,`md5`]);let s=bytesOf(r.contentSize);if(!o&&s===void 0)continue;let c=[...i,o?`sha256`:`contentSize`],l=[r.name??n,...r.contentUrl===void 0?[]:[r.contentUrl]];e.custom(`proofmarkFile`,{paths:l,...o?{sha256:a}:{bytes:s}},c)}}function bytesOf(e){let[,t]=/^(\d{1,15})(?:\s*B)?$/.exec(String(e??``))??[];return t===void 0?void 0:Number(t)}var z=n(92261);let B={Y:`yyyy`,y:`yy`,m:`MM`,B:`MMMM`,b:`MMM`,d:`dd`,j:`DDD`,A:`EEEE`,a:`EEE`,H:`HH`,I:`hh`,p:`a`,M:`mm`,S:`ss`,f:`SSSSSS`,z:`XX`,"%":`%`};function jdkPatternOf(e){let t=``;for(let[n,r,i]of e.matchAll(/%-?(.)|([A-Za-z']+)|[^%]|%$/gs))if(r!==void 0){let e=B[r];if(e===void 0)return{reason:`its directive ${n} is not understood`};t+=e}else t+=i===void 0?n:`'${i.replaceAll(`'`,`''`)}'`;return{format:t}}let V=f.KCZ([f.YjP(),f.aig(),f.zMY(),f.chJ()]),H=f.KCZ([f.YjP(),f.YOg(f.YjP()).min(1)]),U=f.KCZ([f.YjP(),f.aig()]),W=f.KCZ([V,f._H3({value:V})]),te=f._H3({required:f.zMY().optional(),unique:f.zMY().optional(),pattern:f.YjP().optional(),enum:f.YOg(V).min(1).optional(),minLength:f.Whr().nonnegative().optional(),maxLength:f.Whr().nonnegative().optional(),minimum:U.optional(),maximum:U.optional(),exclusiveMinimum:U.optional(),exclusiveMaximum:U.optional()}),ne=f._H3({name:f.YjP(),type:f.YjP().optional(),format:f.YjP().optional(),description:f.YjP().optional(),constraints:te.optional(),categories:f.YOg(W).min(1).optional(),missingValues:f.YOg(W).optional(),trueValues:f.YOg(f.YjP()).min(1).optional(),falseValues:f.YOg(f.YjP()).min(1).optional(),bareNumber:f.zMY().optional(),decimalChar:f.YjP().optional(),groupChar:f.YjP().optional()}),G=f._H3({fields:f.YOg(ne),fieldsMatch:f.KCZ([f.YjP(),f.YOg(f.YjP()).length(1)]).optional(),missingValues:f.YOg(W).optional(),primaryKey:H.optional(),uniqueKeys:f.YOg(f.YOg(f.YjP()).min(1)).optional(),foreignKeys:f.YOg(f._H3({fields:H,reference:f._H3({resource:f.YjP().optional(),fields:H})})).optional()}),K=f._H3({delimiter:f.YjP().min(1).max(4).optional(),header:f.zMY().optional(),quoteChar:f.YjP().max(1).optional(),doubleQuote:f.zMY().optional(),escapeChar:f.YjP().length(1).optional(),nullSequence:f.YjP().optional()}),q=f._H3({name:f.YjP().optional(),path:H.optional(),data:f.L5J().optional(),schema:f.KCZ([f.YjP(),G]).optional(),description:f.YjP().optional(),dialect:f.KCZ([f.YjP(),K]).optional(),encoding:f.YjP().optional(),bytes:f.Whr().nonnegative().optional(),hash:f.YjP().optional()}),J=f._H3({name:f.YjP().optional(),title:f.YjP().optional(),version:f.YjP().optional(),resources:f.YOg(q).min(1)});function unlabelled(e){return typeof e==`object`&&e?e.value:e}let Y={email:`email`,uri:`uri`,uuid:`uuid`,binary:`byte`},X=[`true`,`True`,`TRUE`,`1`],Z=[`false`,`False`,`FALSE`,`0`],re=new Set([`duration`,`geopoint`,`geojson`,`list`]);function table_schema_field_importField(e,t,n){if(e.put(`name`,t.name,[...n,`name`]),t.description!==void 0&&e.put(`description`,t.description,[...n,`description`]),importType(e,t,n),importNotation(e,t,n),importConstraints(e,t,[...n,`constraints`]),t.categories){let r=[...n,`categories`];importEnum(e,t.categories.map(unlabelled),r)}}function importType(e,t,n){let{type:r,format:i=`default`}=t,typed=t=>e.put(`logicalType`,t,[...n,`type`]),a=[...n,`format`];switch(r){case void 0:case`any`:return;case`string`:{typed(`string`);let t=Y[i];t?e.option(`format`,t,a):i!=="default"&&e.keep(`format`,`the format ${i} is unknown`,i,a);return}case`integer`:case`number`:case`object`:case`array`:typed(r);return;case`boolean`:importBoolean(e,t,n);return;case`year`:typed(`integer`);return;case`yearmonth`:typed(`string`),e.option(`pattern`,`^-?[0-9]{4}-(0[1-9]|1[0-2])$`,[...n,`type`]);return;case`date`:case`time`:case`datetime`:{let t=i==="default"?void 0:jdkPatternOf(i);i===`any`?e.keep(`format`,`any way to write a date: none is read`,i,a):t&&`reason`in t?e.keep(`format`,t.reason,i,a):(typed(r===`datetime`?`timestamp`:r),t&&e.option(`format`,t.format,a));return}default:{let t=re.has(r)?`values of the type ${r} are not read`:`the type ${r} is unknown`;e.keep(`type`,t,r,[...n,`type`])}}}function importBoolean(e,{trueValues:t,falseValues:n},r){let i=(t??X).every(e=>X.includes(e))&&(n??Z).every(e=>Z.includes(e));if(e.put(`logicalType`,i?`boolean`:`string`,[...r,`type`]),i)return;let a=[...r,t?`trueValues`:`falseValues`],o=[...t??X,...n??Z];e.enumeration([...new Set(o)].map(e=>({value:e,at:a})),a)}function importNotation(e,t,n){let keep=(r,i)=>e.keep(r,i,t[r],[...n,r]);t.bareNumber===!1&&keep(`bareNumber`,`numbers with other characters around them are not read`),t.groupChar!==void 0&&keep(`groupChar`,`numbers with grouped digits are not read`),t.decimalChar!==void 0&&t.decimalChar!==`.`&&keep(`decimalChar`,`numbers are read with a decimal point only`),t.missingValues&&keep(`missingValues`,`missing values of single columns are not read: declare them for the table`)}function importConstraints(e,t,n){for(let[r,i]of Object.entries(t.constraints??{})){let a=[...n,r];switch(r){case`required`:case`unique`:i===!0&&e.put(r,!0,a);break;case`enum`:importEnum(e,i,a);break;case`minLength`:case`maxLength`:e.option(lengthOption(r,t.type),i,a);break;case`pattern`:importPattern(e,String(i),a);break;case`minimum`:case`maximum`:case`exclusiveMinimum`:case`exclusiveMaximum`:importBound(e,r,i,a);break;default:e.keep(r,`the constraint ${r} is unknown or not checked`,i,a)}}}function lengthOption(e,t){let n=e.slice(0,3);return t===`array`?`${n}Items`:t===`object`?`${n}Properties`:e}function importPattern(e,t,n){/\\[iIcCpP]|-\[/.test(t)?e.keep(`pattern`,`it uses syntax of XML Schema that other engines have not`,t,n):e.option(`pattern`,`^(?:${t})$`,n)}function importBound(e,t,n,r){let i=e.value.logicalType;if(i!==`integer`&&i!==`number`){e.option(t,String(n),r);return}let a=typeof n==`string`&&n.trim()!==``?Number(n):n;typeof a==`number`&&Number.isFinite(a)?e.option(t,a,r):e.keep(t,`its bound ${n} is no number`,n,r)}function importEnum(e,t,n){if(e.has(`enum`)){e.keep(`enum`,`a second list of values beside another one`,t,n);return}let r=[`integer`,`number`].includes(String(e.value.logicalType));e.enumeration(t.map((e,t)=>{let i=typeof e==`string`&&e.trim()!==``?Number(e):NaN;return{value:r&&Number.isFinite(i)?i:e,at:[...n,t]}}),n)}function importTableSchema(e){let t={what:e.file,code:`contract-invalid`,source:e},n=(0,o.z)(G,e.value,t),r=(0,l.Vc)(e.file),i=(0,l.UH)(`table-schema`,{id:r,version:void 0,name:void 0}),a=i.item(`schema`,[]);return a.put(`name`,r,[]),importTable(a,r,n,[],e),i}function importTable(e,t,n,r,i){let a=[n.fieldsMatch??[]].flat()[0],o=a===`superset`||a===`partial`,s=n.fields.map((t,n)=>{let i=[...r,`fields`,n],a=e.item(`properties`,i);return table_schema_field_importField(a,t,i),o&&a.custom(`proofmarkOptional`,!0,[...r,`fieldsMatch`]),a}),indexOf=(e,r)=>{let a=n.fields.findIndex(t=>t.name===e);return a<0&&(0,z.T)(i,r,`${e} is no field of the table ${t}`),a};for(let[e,t]of[n.primaryKey??[]].flat().entries()){let i=[...r,`primaryKey`,...typeof n.primaryKey==`string`?[]:[e]],a=s[indexOf(t,i)];a?.put(`primaryKey`,!0,i),a?.put(`primaryKeyPosition`,e+1,i)}for(let[t,i]of(n.uniqueKeys??[]).entries()){let n=[...r,`uniqueKeys`,t];for(let[e,t]of i.entries())indexOf(t,[...n,e]);let a=e.item(`quality`,n);a.put(`name`,`uniqueKeys[${t}]`,n),Object.assign(a.value,{metric:`duplicateValues`,arguments:{properties:i},mustBe:0})}if(importForeignKeys(e,t,n,r,indexOf),n.missingValues&&e.custom(`proofmarkNullText`,table_schema_nullTextOf(n),[...r,`missingValues`]),a!==void 0&&a!==`subset`&&a!==`partial`){let t=a===`exact`?`the order of the columns, and columns beyond the declared ones, are not checked`:`columns beyond the declared ones are not checked`;e.keep(`fieldsMatch`,t,a,[...r,`fieldsMatch`])}}function table_schema_nullTextOf({missingValues:e}){return e?.map(unlabelled).map(String)??[``]}let ie=/^[A-Za-z_][A-Za-z0-9_-]*$/;function importForeignKeys(e,t,n,r,i){for(let[a,o]of(n.foreignKeys??[]).entries()){let n=[...r,`foreignKeys`,a],s=[o.fields].flat(),c=[o.reference.fields].flat();for(let e of s)i(e,[...n,`fields`]);let l=o.reference.resource||t;if(![t,l,...s,...c].every(e=>ie.test(e))){e.keep(`foreignKey`,`its names have characters that references of ODCS cannot have`,o,n);continue}let u=[s.map(e=>`${t}.${e}`),c.map(e=>`${l}.${e}`)],d=s.length===1&&c.length===1,f=e.item(`relationships`,n);f.put(`from`,d?u[0]?.[0]:u[0],[...n,`fields`]),f.put(`to`,d?u[1]?.[0]:u[1],[...n,`reference`])}}let ae={$schema:[],csvddfVersion:[],name:[],title:[],description:[],type:[`delimited`],lineTerminator:[`
`,`\r
`],skipInitialSpace:[!1],caseSensitiveHeader:[!0],headerRows:[[1]],headerJoin:[],commentRows:[[]]},oe=[`delimiter`,`header`,`quoteChar`,`doubleQuote`,`escapeChar`,`nullSequence`];function importDialect(e,t,n){let{dialect:r,encoding:i}=t,a=[];if(typeof r==`string`?e.keep(`dialect`,`the dialect lies in another file, which is not read: put it in here`,r,[...n,`dialect`]):r&&(a.push(...partsOf(r,[...n,`dialect`])),importNullSequence(e,t,r,n),keepOthers(e,r,[...n,`dialect`])),i!==void 0){let t=encodingNamed(i),r=[...n,`encoding`];t?a.push({name:`encoding`,value:t,at:r}):e.keep(`encoding`,`texts are read in UTF-8, UTF-16 and Latin-1`,i,r)}if(a.length===0)return;let o=e.item(`customProperties`,n);o.value.property=`proofmarkLayout`;let s=o.child(`value`,n);for(let e of a)s.put(e.name,e.value,e.at)}function partsOf(e,t){let part=(n,r)=>e[r]===void 0?[]:[{name:n,value:e[r],at:[...t,r]}];return[...part(`delimiter`,`delimiter`),...part(`header`,`header`),...part(`quote`,`quoteChar`),...part(`escape`,`escapeChar`)]}function importNullSequence(e,{schema:t},{nullSequence:n},r){if(n===void 0)return;let i=[...new Set([...table_schema_nullTextOf(typeof t==`object`?t:{}),n])],a=(e.value.customProperties??[]).find(({property:e})=>e===`proofmarkNullText`);a?Object.assign(a,{value:i}):e.custom(`proofmarkNullText`,i,[...r,`dialect`,`nullSequence`])}function keepOthers(e,t,n){t.doubleQuote===!1&&t.escapeChar===void 0&&e.keep(`doubleQuote`,`a quote inside of a value is read doubled`,!1,[...n,`doubleQuote`]);for(let[r,i]of Object.entries(t)){let t=ae[r],a=t?.length===0||t?.some(e=>isSame(e,i));oe.includes(r)||a||e.keep(r,`files are read without it`,i,[...n,r])}}function isSame(e,t){return JSON.stringify(e)===JSON.stringify(t)}function importDataPackage(e){let t={what:e.file,code:`contract-invalid`,source:e},n=(0,o.z)(J,e.value,t),r=(0,l.UH)(`table-schema`,{id:n.name??(0,l.Vc)(e.file),version:n.version,name:n.title});for(let[t,i]of n.resources.entries())importResource(r.item(`schema`,[`resources`,t]),i,t,e);return r}function importResource(e,t,n,r){let i=[`resources`,n],a=[t.path??[]].flat(),o=t.name??(a[0]===void 0?`resource${n+1}`:(0,l.Vc)(a[0]));e.put(`name`,o,[...i,`name`]),t.description!==void 0&&e.put(`description`,t.description,[...i,`description`]),typeof t.schema==`string`?e.keep(`schema`,`the schema lies in another file, which is not read: put it in here`,t.schema,[...i,`schema`]):t.schema&&importTable(e,o,t.schema,[...i,`schema`],r),t.data!==void 0&&e.keep(`data`,`rows inside the descriptor are not read`,void 0,[...i,`data`]),importDialect(e,t,i),data_package_importFiles(e,t,a,i)}function data_package_importFiles(e,t,n,r){let{hash:i,bytes:a}=t;if(i===void 0&&a===void 0)return;let[o]=n,s=[...r,i===void 0?`bytes`:`hash`],c=/^sha256:([0-9a-f]{64})$/i.exec(i??``)?.[1]?.toLowerCase();o===void 0||n.length>1?e.keep(`hash`,`a checksum of several files together is not compared`,i??a,s):(i!==void 0&&c===void 0&&e.keep(`hash`,`only checksums by SHA-256 are compared`,i,s),(c!==void 0||a!==void 0)&&e.custom(`proofmarkFile`,{paths:[o],...c===void 0?{bytes:a}:{sha256:c}},s))}var Q=n(14744);let se=new Set(`$schema $id $comment $defs definitions $anchor $vocabulary title default examples deprecated readOnly writeOnly`.split(` `)),ce=new Set([`email`,`uuid`,`uri`,`hostname`,`ipv4`,`ipv6`]),le={date:`date`,"date-time":`timestamp`,time:`time`},ue=new Set(`minimum maximum exclusiveMinimum exclusiveMaximum multipleOf minLength maxLength pattern minItems maxItems minProperties maxProperties`.split(` `));function isAnnotation(e){return se.has(e)||e.startsWith(`x-`)||e===`nullable`}function propertiesOf(e,{source:t}){let n=new Map,r=new Map;for(let{name:i,value:a,at:o,trail:s}of e){if(i===`properties`){(0,Q.Gv)(a)||(0,z.T)(t,o,`properties: expected an object`);for(let[e,t]of Object.entries(a))n.set(e,[...n.get(e)??[],{schema:t,at:[...o,e],trail:s}])}if(i===`required`){let e=Array.isArray(a)?a:[a];for(let[n,i]of e.entries())typeof i!=`string`&&(0,z.T)(t,o,`required: expected a list of names`),r.set(i,[...o,n])}}for(let[e,t]of r)n.has(e)||n.set(e,[{schema:!0,at:t,trail:[]}]);return{schemas:n,required:r}}function importProperties(e,t,n,r){let{schemas:i,required:a}=propertiesOf(t,n);for(let[t,o]of i){let i=o[0]?.at??[],s=e.item(`properties`,i);s.put(`name`,t,i);let c=importValue(s,o,n,r+1),l=a.get(t);l===void 0?s.custom(`proofmarkOptional`,!0,i):c?s.keep(`required`,`the key must be there though its value may be null: in a table both are null`,!0,l):s.put(`required`,!0,l)}}function importValue(e,t,n,r){let i=t.flatMap(e=>(0,Q.fT)(e,n)),named=e=>i.filter(t=>t.name===e),a=json_schema_value_importType(e,i);for(let t of i)importKeyword(e,t,n,r);if(r>32)for(let{value:t,at:n}of named(`properties`))e.keep(`properties`,`nested deeper than 32 levels`,t,n);else if(e.value.logicalType===`object`)importProperties(e,i,n,r);else if(e.value.logicalType!==`map`)for(let{name:t,value:n,at:r}of[...named(`properties`),...named(`required`)])e.keep(t,`\`${t}\` needs the type object beside it`,n,r);return a}function json_schema_value_importType(e,t){let n=!0,r=!1;for(let{name:i,value:a,at:o}of t){if(i===`nullable`&&(r=!0),i===`const`&&(n&&=a===null),i===`enum`&&Array.isArray(a)&&(n&&=a.includes(null)),i!==`type`)continue;let s=[a].flat().map(String);n&&=s.includes(`null`);let c=s.filter(e=>e!==`null`),l=c.includes(`number`)?c.filter(e=>e!==`integer`):c,[u]=l;u===void 0||l.length>1?e.keep(`type`,`exactly one type beside null can be checked`,a,o):e.has(`logicalType`)?e.value.logicalType!==logicalType(u,t)&&e.keep(`type`,`a second type beside another one`,a,o):e.put(`logicalType`,logicalType(u,t),o)}return n||r}function logicalType(e,t){let n=t.find(({name:e})=>e===`format`)?.value;return e===`string`?le[String(n)]??e:e===`object`&&!t.some(({name:e})=>e===`properties`||e===`required`)&&t.some(({name:e,value:t})=>e===`additionalProperties`&&(0,Q.Gv)(t))?`map`:e}function importKeyword(e,t,n,r){let{name:i,value:a,at:o,trail:s,reason:c}=t;if(c!==void 0)e.keep(i,c,a,o);else if(ue.has(i))e.option(i,a,o);else if(!isAnnotation(i))switch(i){case`type`:case`properties`:case`required`:return;case`description`:e.has(`description`)||e.put(`description`,String(a),o);return;case`uniqueItems`:a===!0&&e.option(i,a,o);return;case`enum`:case`const`:json_schema_value_importEnum(e,t);return;case`format`:importFormat(e,t);return;case`items`:e.value.logicalType===`array`&&!Array.isArray(a)&&r<=32?importValue(e.child(`items`,o),[{schema:a,at:o,trail:s}],n,r+1):e.keep(i,`what is inside this list cannot be checked`,a,o);return;case`additionalProperties`:if(a===!0)return;if(e.value.logicalType===`map`&&r<=32){let t=e.child(`map`,o);t.child(`key`,o).put(`logicalType`,`string`,o),importValue(t.child(`value`,o),[{schema:a,at:o,trail:s}],n,r+1)}else e.keep(i,`members beyond the declared ones are not checked`,a,o);return;default:e.keep(i,`the keyword ${i} is not checked`,a,o)}}function json_schema_value_importEnum(e,{name:t,value:n,at:r}){let i=t===`const`?[n]:n,isScalar=e=>typeof e!=`object`||!e;if(!Array.isArray(i)||i.length===0||!i.every(isScalar)||e.has(`enum`)){e.keep(t,`one list of texts, numbers and booleans can be checked`,n,r);return}let a=i.map((e,n)=>({value:e,at:t===`const`?r:[...r,n]})).filter(e=>e.value!==null);a.length>0?e.enumeration(a,r):e.keep(t,`a column of nulls alone is not checked`,n,r)}function importFormat(e,{name:t,value:n,at:r}){let i=e.value.logicalType;(i===void 0||le[String(n)]!==i)&&(i===`string`&&ce.has(String(n))?e.option(`format`,n,r):e.keep(t,`the format ${n} is not checked`,n,r))}let de=/^https?:\/\/json-schema\.org\/draft\/(2019-09|2020-12)\/schema#?$/;function importJsonSchema(e){let t=e.value,n=(0,Q.Gv)(t)?t.$schema:void 0;if(n!==void 0&&!de.test(String(n))){let t=(0,i.ZN)(n);(0,z.T)(e,[`$schema`],`$schema: expected draft 2019-09 or 2020-12, received ${t}`)}let r=(0,l.Vc)(e.file),a=(0,Q.Gv)(t)&&typeof t.title==`string`?t.title:void 0,o=(0,l.UH)(`json-schema`,{id:r,version:void 0,name:a}),s=o.item(`schema`,[]);s.put(`name`,r,[]);let c={source:e,left:Q.q9};return importRecords(s,{schema:t,at:[],trail:[`[]`]},c),o}function importRecords(e,t,n){let r=(0,Q.fT)(t,n),a=r.find(({name:e})=>e===`type`),o=a?.value===`array`;if(!o&&a!==void 0&&a.value!==`object`){let e=(0,i.ZN)(a.value);(0,z.T)(n.source,a.at,`type: expected object, as records are objects, received ${e}`)}let s=o?r.flatMap(t=>importListKeyword(e,t,n)):r;importProperties(e,s,n,0);for(let{name:t,value:n,at:r,reason:i}of s){let a=[`type`,`properties`,`required`,`description`].includes(t)||isAnnotation(t);i===void 0?t===`additionalProperties`||t===`unevaluatedProperties`?n!==!0&&e.keep(t,`columns beyond the declared ones are not checked`,n,r):a||e.keep(t,`the keyword ${t} is not checked of whole records`,n,r):e.keep(t,i,n,r)}}function importListKeyword(e,t,n){let{name:r,value:i,at:a,trail:o,reason:s}=t;if(r===`items`&&!Array.isArray(i))return(0,Q.fT)({schema:i,at:a,trail:o},n);if((r===`minItems`||r===`maxItems`)&&s===void 0){let t=e.item(`quality`,a);return t.put(`name`,r,a),t.put(`metric`,`rowCount`,a),t.put(r===`minItems`?`mustBeGreaterOrEqualTo`:`mustBeLessOrEqualTo`,i,a),[]}return r!==`type`&&!isAnnotation(r)&&e.keep(r,s??`the keyword ${r} is not checked of the list of records`,i,a),[]}let fe={"Data Package":importDataPackage,"Table Schema":importTableSchema,"JSON Schema":importJsonSchema,Croissant:importCroissant};function translate(e){let t=recognise(e);return t===`ODCS`?{standard:t,source:e}:{standard:t,source:fe[t](e).source(e)}}function recognise(e){let{value:t}=e,has=e=>(0,Q.Gv)(t)&&Object.hasOwn(t,e)&&t[e]!==null;if((0,Q.Gv)(t)){if(has(`apiVersion`)||has(`kind`))return`ODCS`;if(has(`@context`)||has(`conformsTo`))return`Croissant`;if(Array.isArray(t.resources))return`Data Package`;if(Array.isArray(t.fields))return`Table Schema`;if([`$schema`,`$ref`,`$defs`,`properties`,`allOf`,`type`].some(has)&&!Array.isArray(t.schema))return`JSON Schema`;if(has(`schema`)||has(`id`))return`ODCS`}return(0,z.T)(e,[],`expected a data contract: ODCS (apiVersion, kind), Data Package (resources), Table Schema (fields), JSON Schema ($schema, properties) or Croissant (@context); received ${(0,i.ZN)((0,Q.Gv)(t)?Object.keys(t):t)}`)}var $=n(26387),pe=n(78972);function refuseRepeats({schema:e=[]},t){for(let[n,{properties:r=[]}]of e.entries())for(let[e,i]of r.entries())refuseInside(i,[`schema`,n,`properties`,e],t)}function refuseInside(e,t,n){let r=new Set;for(let[i,a]of(e.enum??[]).entries()){let e=[...t,`enum`,i],o=keyOf(a,e,n);r.has(o)&&(0,z.T)(n,e,`${(0,z.P)(e)}: repeats an earlier value`),r.add(o)}for(let[r,i]of(e.properties??[]).entries())refuseInside(i,[...t,`properties`,r],n);e.items&&refuseInside(e.items,[...t,`items`],n),e.map&&(refuseInside(e.map.key,[...t,`map`,`key`],n),refuseInside(e.map.value,[...t,`map`,`value`],n))}function keyOf(e,t,n){return typeof e==`number`?(0,s.Z)(decimalAt(n,t,e))??String(e):Array.isArray(e)?`[${e.map((e,r)=>keyOf(e,[...t,r],n)).join()}]`:(0,Q.Gv)(e)?`{${Object.keys(e).sort().map(r=>`${JSON.stringify(r)}:${keyOf(e[r],[...t,r],n)}`).join()}}`:JSON.stringify(e)??``}var me=n(15870);function readContract(e,t,n={}){if((0,A.wz)(e))return(0,A.sV)(e,t);let{odcs:i,source:a,standard:o}=readOdcs(e,t,n.variables??{});return{...buildContract(i,a,{path:t,bytes:Buffer.byteLength(e),sha256:(0,r.sc)(e)}),standard:o}}function readOdcs(e,t,n){if((0,A.wz)(e))throw new i.yo(`contract-invalid`,`${t}: expected a contract in the words of a standard, received the document made from one, which keeps no words; convert the original`);let{standard:r,source:s}=translate((0,a.h)(e,t,`contract-invalid`)),c=s.value?.apiVersion,l=n&&r===`ODCS`&&c===`v3.2.0`?(0,me.C)(s,n):s;if(!isApiVersion(c)){let e=l.locate([`apiVersion`]);throw new i.yo(`contract-invalid`,`${(0,i.ZD)(e)}: apiVersion${c===void 0?` is missing, so this is no ODCS contract`:``}: expected ${$.Bo.join(`, `)}${c===void 0?``:`, received ${(0,i.ZN)(c)}`}`,{location:e})}let u=(0,o.z)((0,pe.c)((0,$.DT)(c)),l.value,{what:t,code:`contract-invalid`,source:l});return refuseRepeats(u,l),{odcs:u,source:l,standard:r===`ODCS`?`ODCS ${c}`:r}}function isApiVersion(e){return $.Bo.some(t=>t===e)}}),95898:((e,t,n)=>{n.d(t,{WU:()=>referencedFile,mQ:()=>splitReference,sX:()=>resolveReference,uE:()=>tableNamed});var r=n(76760);function splitReference(e){let t=e.indexOf(`#`);return t===-1?{file:void 0,path:e}:{file:e.slice(0,t),path:e.slice(t+1)}}function referencedFile(e,t){if(/^[a-z][a-z0-9+.-]*:/i.test(e))return{reason:`remote references are not followed (${e})`};let n=r.posix.join(r.posix.dirname(t.replaceAll(`\\`,`/`)),e);return e.startsWith(`/`)||n.startsWith(`../`)?{reason:`the reference ${e} leads out of the repository`}:{path:n}}function resolveReference(e,t){let[,n,r]=/^\/?schema\/([^/]+)\/(.+)$/.exec(e)??[];if(n!==void 0&&r!==void 0){let e=t.find(e=>e.id===n)??t.find(e=>e.name===n),i=e&&findByIds(r.split(`/`),e);return e&&i?{table:e,column:i}:void 0}for(let n of t)for(let t of[n.name,n.physicalName]){if(!e.startsWith(`${t}.`))continue;let r=e.slice(t.length+1),i=n.columns.find(e=>e.logicalName===r||e.name===r);if(i)return{table:n,column:i}}}function findByIds(e,t){let n;for(let[r,i]of e.entries()){if(r%2==0){if(i!==`properties`)return;continue}let e=n?`${n.logicalName}.`:``,a=(n?.path.length??0)+1,o=t.columns.filter(({path:t,logicalName:n})=>t.length===a&&n.startsWith(e));if(n=o.find(({id:e})=>e===i)??o.find(({logicalName:t})=>t===e+i),!n)return}return n}function tableNamed({tables:e},t){return e.find(e=>e.name===t)??e.find(e=>e.physicalName===t)}}),15870:((e,t,n)=>{n.d(t,{C:()=>resolveVariables,j:()=>escapeVariables});var r=n(29684);let i=/\$?\$\{([A-Za-z_][A-Za-z0-9_]*)(?::-([^}]*))?\}/g,a=/^(?:table|model|object|schema|dataset|column|field|property)$/,o=new Set([`servers`,`description`,`support`,`team`,`roles`,`price`,`context`,`authoritativeDefinitions`,`tags`]);function resolveVariables(e,t){return{...e,value:resolve(e.value,[],e,t)}}function escapeVariables(e,t){return e.replace(i,(e,n)=>t===`query`&&a.test(n)&&!e.startsWith(`$$`)?e:`$${e}`)}function resolve(e,t,n,r){return typeof e==`string`?e.includes("${")?replace(e,t,n,r):e:Array.isArray(e)?e.map((e,i)=>resolve(e,[...t,i],n,r)):typeof e!=`object`||!e?e:Object.fromEntries(Object.entries(e).map(([e,i])=>[e,resolve(i,[...t,e],n,r)]))}function replace(e,t,n,s){return e.replace(i,(e,i,c)=>{if(e.startsWith(`$$`))return e.slice(1);if(t.at(-1)===`query`&&a.test(i))return e;let l=Object.hasOwn(s,i)?s[i]:c;if(l!==void 0)return l;if(o.has(String(t[0]))||t.at(-1)===`description`)return e;let u=n.locate(t);throw new r.yo(`contract-invalid`,`${(0,r.ZD)(u)}: the variable ${i} has no value: give it (--var ${i}=VALUE, or \`variables\` in the configuration) or a default in the contract, \${${i}:-VALUE}`,{location:u})})}}),7893:((e,t,n)=>{n.d(t,{Z:()=>exactDecimal});function exactDecimal(e){if(/^0(?:x[0-9a-f]+|o[0-7]+)$/i.test(e))return BigInt(e).toString();let t=/^([-+]?)(\d*)(?:\.(\d*))?(?:e([-+]?\d{1,6}))?$/i.exec(e);if(!t)return;let[,n=``,r=``,i=``,a=`0`]=t,o=Number(a);if(r+i===``||Math.abs(o)>400)return;let s=`0`.repeat(Math.max(0,-o))+r+i+`0`.repeat(Math.max(0,o)),c=r.length+Math.max(0,-o)+o,l=s.slice(0,c).replace(/^0+(?=\d)/,``)||`0`,u=s.slice(c).replace(/0+$/,``),d=u===``?l:`${l}.${u}`;return n===`-`&&d!==`0`?`-${d}`:d}}),51134:((e,t,n)=>{n.d(t,{G:()=>compareProfiles});var r=n(71487);function binDistance(e,t){if(sum(t.reference)===0||sum(t.current)===0)return 0;let n=pooledShares(t);switch(e){case`psi`:{let e=drawnShares(t.reference,n),r=drawnShares(t.current,n);return sum(n.map((t,n)=>{let[i,a]=[e[n]??0,r[n]??0];return t===0?0:(a-i)*Math.log(a/i)}))}case`jensen-shannon`:{let e=shares(t.reference),n=shares(t.current),r=e.map((e,t)=>{let r=n[t]??0;return(entropyTerm(e,(e+r)/2)+entropyTerm(r,(e+r)/2))/2});return Math.sqrt(Math.max(0,sum(r)))}case`l-infinity`:{let e=shares(t.current);return Math.max(...shares(t.reference).map((t,n)=>Math.abs((e[n]??0)-t)))}}}function shares(e){let t=sum(e);return e.map(e=>t===0?0:e/t)}function pooledShares({reference:e,current:t}){return shares(e.map((e,n)=>e+(t[n]??0)))}function sum(e){return e.reduce((e,t)=>e+t,0)}function drawnShares(e,t){let n=e.length/2,r=sum(e)+n;return e.map((e,i)=>(e+n*(t[i]??0))/r)}function entropyTerm(e,t){return e===0?0:e*Math.log2(e/t)}var i=n(76702),a=n(30952);function chiSquareQuantile(e,t){if(!(e>0&&e<1))throw RangeError(`expected a probability between 0 and 1, received ${e}`);let excess=n=>{let{lower:r,upper:i}=tails(n,t);return e>.5?1-e-i:r-e},n=t;for(;excess(n)<0;)n*=2;return(0,a.w)(excess,0,n)}function tails(e,t){if(e<=0)return{lower:0,upper:1};let[n,r]=[t/2,e/2];if(r<n+1){let e=lowerSeries(n,r);return{lower:e,upper:1-e}}let i=upperFraction(n,r);return{lower:1-i,upper:i}}function lowerSeries(e,t){let n=(0,i.kS)(e,t),r=n;for(let i=1;n>r*2**-52;i++)n*=t/(e+i),r+=n;return r}function upperFraction(e,t){let n=t+1-e,r=1/0,a=1/n,o=a;for(let t=1;t<1e5;t++){let i=t*(e-t);if(n+=2,a=1/(n+i*a),r=n+i/r,o*=r*a,Math.abs(r*a-1)<2**-52)break}return o*e*(0,i.kS)(e,t)}let o=.95;function samplingNoise(e,t){let[n,r]=[sum(t.reference),sum(t.current)],i=pooledShares(t).filter(e=>e>0);if(n===0||r===0||i.length<2)return 0;let a=1/n+1/r;switch(e){case`psi`:return a*chiSquareQuantile(o,i.length-1);case`jensen-shannon`:return Math.sqrt(a*chiSquareQuantile(o,i.length-1)/(8*Math.LN2));case`l-infinity`:return largestChange(i.map(e=>Math.sqrt(e*(1-e)*a)))}}function largestChange(e){let t=e.length===2?e.slice(1):e,exceeding=e=>sum(t.map(t=>2*(0,r.v)(-e/t)));return(0,a.w)(e=>exceeding(e)-.050000000000000044,0,10*Math.max(...t))}var s=n(29445);function pairBins(e,t){let{name:n}=e;if(e.kind===`numeric`&&t.kind===`numeric`)return{labels:e.counts.map((t,r)=>rangeLabel(n,e.edges[r-1],e.edges[r])),reference:e.counts,current:t.counts};if(e.kind===`categorical`&&t.kind===`categorical`){let counts=e=>[...e.values.map(({count:e})=>e),e.other];return{labels:[...e.values.map(({value:e})=>`${n} = ${shorten(e)}`),`${n} = any other value`],reference:counts(e),current:counts(t)}}throw Error(`column ${n}: profiles of different kinds`)}function largestMove({labels:e,reference:t,current:n}){let[r,i]=[shares(t),shares(n)],a=e.map((e,t)=>({label:e,from:r[t]??0,to:i[t]??0})).reduce((e,t)=>{let n=Math.abs(t.to-t.from)-Math.abs(e.to-e.from),r=t.from+t.to<e.from+e.to;return n>1e-12||n>-1e-12&&r?t:e});return showMove(a.label,a.from,a.to)}function showMove(e,t,n){return`${e}: ${(0,s.l9)(t)} → ${(0,s.l9)(n)}`}function rangeLabel(e,t,n){return t===void 0?n===void 0?e:`${e} ≤ ${reason_short(n)}`:n===void 0?`${e} > ${reason_short(t)}`:`${reason_short(t)} < ${e} ≤ ${reason_short(n)}`}function reason_short(e){return String(Number(e.toPrecision(7)))}function shorten(e){let t=[...e];return t.length>60?`${t.slice(0,59).join(``)}…`:e}function cumulativeOf(e,t){let{counts:n,outerMeans:r}=e,[i,a]=[scaled(e.minimum,t),scaled(e.maximum,t)],o=e.edges.map(e=>e/t),s=n.reduce((e,t)=>e+t,0);if(s===0)return[];let[c=i??0,l=c]=[o[0],o.at(-1)],u=r?mirrored(scaled(r[0],t),c):Math.min(i??c,c),d=r?mirrored(scaled(r[1],t),l):Math.max(a??l,l),f=0,p=o.map((e,t)=>(f+=n[t]??0,{x:e,f:f/s}));return[{x:u,f:0},...p,{x:d,f:1}]}function scaled(e,t){return e===null?null:e/t}function mirrored(e,t){return e===null?t:2*e-t}function areaBetween(e,t){let n=[...new Set([...e,...t].map(({x:e})=>e))].sort((e,t)=>e-t),r=0;for(let[i,a]of n.entries()){let o=n[i-1];if(o===void 0)continue;let[s,c]=[ends(e,o,a),ends(t,o,a)];r+=(a-o)*meanDistance(s[0]-c[0],s[1]-c[1])}return r}function ends(e,t,n){let r=e.findIndex(({x:r},i)=>i>0&&r>=n&&(e[i-1]?.x??n)<=t),[i,a]=[e[r-1],e[r]];if(!i||!a)return n<=(e[0]?.x??t)?[0,0]:[1,1];let at=e=>i.f+(a.f-i.f)*(e-i.x)/(a.x-i.x);return[at(t),at(n)]}function meanDistance(e,t){let[n,r]=[Math.abs(e),Math.abs(t)];return e*t>=0?(n+r)/2:(n*n+r*r)/(2*(n+r))}function wassersteinDistance(e,t){if(e.kind===`numeric`&&t.kind===`numeric`){let[n,r]=[cumulativeOf(e,unitOf(e)),cumulativeOf(t,unitOf(e))];return n.length===0||r.length===0?0:areaBetween(n,r)}let n=pairBins(e,t);if(sum(n.reference)===0||sum(n.current)===0)return 0;let r=shares(n.current);return sum(shares(n.reference).map((e,t)=>Math.abs((r[t]??0)-e)))/2}function wassersteinNoise(e,t){let n=pairBins(e,t),[r,i]=[sum(n.reference),sum(n.current)],a=pooledShares(n);return r===0||i===0||a.filter(e=>e>0).length<2?0:Math.sqrt(1/r+1/i)*gammaQuantile(e.kind===`numeric`&&t.kind===`numeric`?processTerms(e,t,a):shareTerms(a))}function shareTerms(e){let at=t=>e[t]??0;return{weights:e.map(()=>1/2),covariance:(e,t)=>(e===t?at(e):0)-at(e)*at(t)}}function processTerms(e,t,n){let r=unitOf(e),[i,a]=[cumulativeOf(e,r),cumulativeOf(t,r)],reach=e=>{let t=[i.at(e)?.x??0,a.at(e)?.x??0];return e===0?Math.min(...t):Math.max(...t)},o=[reach(0),...e.edges.map(e=>e/r),reach(-1)],s=e.edges.map((e,t)=>sum(n.slice(0,t+1))),c=e.edges.map((e,t)=>((o[t+2]??0)-(o[t]??0))/2),l=[(o[1]??0)-(o[0]??0),(o.at(-1)??0)-(o.at(-2)??0)].map(e=>e/2),u=[n[0]??0,n.at(-1)??0],d=c.length,covariance=(e,t)=>{if(e>=d||t>=d)return e===t?u[e-d]??0:0;let[n,r]=[s[Math.min(e,t)]??0,s[Math.max(e,t)]??0];return n*(1-r)};return{weights:[...c,...l],covariance}}function gammaQuantile({weights:e,covariance:t}){let n=0,r=0,i=e.flatMap((e,n)=>e>0&&t(n,n)>0?[{weight:e,i:n}]:[]);for(let e of i){let a=Math.sqrt(t(e.i,e.i));n+=e.weight*a*Math.sqrt(2/Math.PI);for(let n of i){let i=a*Math.sqrt(t(n.i,n.i)),o=Math.min(1,Math.max(-1,t(e.i,n.i)/i)),s=Math.sqrt(1-o**2)+o*Math.asin(o)-1;r+=e.weight*n.weight*i*(2/Math.PI)*s}}if(!(n>0)||!(r>0))return 0;let a=n**2/r;return r/n/2*chiSquareQuantile(.95,2*a)}function unitOf({standardDeviation:e}){return e!==null&&e>0?e:1}function compareProfiles(e,t,n){return e.flatMap(e=>{let r=t.find(({name:t})=>t===e.name);if(!r)throw Error(`the current profile has no column ${e.name}`);let{distance:i=n.distance,threshold:a=n.threshold}=n.overrides[e.name]??{};if(i===`null-rate`)return[checkNullRate(e,r,a)];let o=e.nulls>0||r.nulls>0?[checkNullRate(e,r,.05)]:[];return e.nulls===e.rows||r.nulls===r.rows?o:[checkValues(e,r,i,a),...o]})}function checkValues(e,t,n,r){let i=pairBins(e,t),a=n===`wasserstein`,o=a?wassersteinDistance(e,t):binDistance(n,i),s=a?wassersteinNoise(e,t):samplingNoise(n,i);return{column:e.name,distance:n,value:o,noise:s,threshold:r,status:statusOf(o,s,r),reason:largestMove(i)}}function checkNullRate(e,t,n){let rate=e=>e.nulls/Math.max(1,e.rows),i=(e.nulls+t.nulls)/Math.max(1,e.rows+t.rows),a=Math.abs(rate(t)-rate(e)),o=1/Math.max(1,e.rows)+1/Math.max(1,t.rows),s=(0,r.Z)(.975)*Math.sqrt(i*(1-i)*o);return{column:e.name,distance:`null-rate`,value:a,noise:s,threshold:n,status:statusOf(a,s,n),reason:showMove(`${e.name} is null`,rate(e),rate(t))}}function statusOf(e,t,n){return e>n&&e>t?`drifted`:`stable`}}),83803:((e,t,n)=>{n.d(t,{I:()=>describeFailure,o:()=>isRepositoryPath});var r=n(29445),i=n(92596);function describeFailure(e){if(e.checked===1&&e.received!==void 0)return`${(0,i.pj)(e.description)}: failed, ${(0,i.pj)(e.received,300)}`;let t=e.received===void 0?void 0:(0,i.pj)(e.received,60),n=`${(0,r.B4)(e.failing)} of ${(0,r.yk)(e.checked,`row`)}`;return`${(0,i.pj)(e.description)}: failed on ${n}${t===void 0?``:` (${t})`}`}function isRepositoryPath(e){return!/^(?:[/\\]|[A-Za-z]:|[A-Za-z][\w+.-]*:)/.test(e)&&!e.split(/[/\\]/).includes(`..`)}}),11817:((e,t,n)=>{n.d(t,{w:()=>renderHtmlReport});var r=n(29445),i=n(92596),a=n(87606),o=n(37223),s=n(62906),c=n(59619),l=n(42672),u=n(33776),d=n(18585),f=n(68591),p=n(71849),m=n(47237);function binShares(e){if(e.kind===`categorical`)return[...e.values.map(({value:t,count:n})=>[t,shareOf(n,e.rows)]),[`(all others)`,shareOf(e.other,e.rows)]];let{edges:t}=e;return e.counts.map((n,r)=>{let i=t[r-1],a=t[r];return[i===void 0?a===void 0?`all`:`≤ ${formatEdge(a)}`:a===void 0?`> ${formatEdge(i)}`:`${formatEdge(i)} to ${formatEdge(a)}`,shareOf(n,e.rows)]})}function formatEdge(e){return(0,r.Bo)(Number(e.toPrecision(7)))}function shareOf(e,t){return t>0?e/t:0}function shortLabel(e){let t=[...e];return t.length>22?`${t.slice(0,21).join(``)}…`:e}var h=n(84516),g=n(60428);let _={left:70,right:650,top:78,bottom:240};function drawBounds(e){let t=Map.groupBy((0,m.oe)(e),({column:e})=>e);return(e.histograms??[]).slice(0,30).map(e=>drawOne(e,t.get(e.column)??[]))}function drawOne(e,t){let{column:n,rows:i,edges:a,below:o,above:s}=e,c=a[0]??0,l=a.at(-1)??1,u=(0,g.sn)([c,l],[_.left,_.right]),d=barsOf(e),f=Math.max(...d.map(({count:e})=>e),1),p=(0,g.sn)([0,f],[_.bottom,_.top]),m=(0,g.Zc)(c,l,6),v=[e.minimum,e.maximum].flatMap((e,t)=>e&&e.value>=c&&e.value<=l?[drawBound(u(e.value),`${t===0?`minimum`:`maximum`} ${formatNumber(e.value)}`,t)]:[]),y=d.reduce((e,t)=>e+(t.isOutside?t.count:0),0);return(0,h.P5)({width:720,height:286,title:`Histogram of ${n}`,description:`${(0,r.yk)(i,`row`)}; ${describe(e)}; ${(0,r.B4)(y)} of the rows drawn in bins outside of the bounds.`,content:[(0,h.i9)(10,20,n,{class:`strong`}),(0,h.i9)(10,38,broken(t),{class:`failing`}),(0,h.i9)(710,20,`${(0,r.yk)(i,`row`)}${rest(e)}`,{anchor:`end`,class:`muted`}),(0,h.i9)(_.left-8,_.top+4,(0,r.B4)(f),{anchor:`end`,class:`muted`}),(0,h.i9)(_.left-8,_.bottom+4,`0`,{anchor:`end`,class:`muted`}),`<line class="grid" x1="${_.left}" x2="${_.right}" y1="${_.top}" y2="${_.top}"/>`,...d.map(e=>drawBar(e,u,p)),`<line class="zero" x1="${_.left}" x2="${_.right}" y1="${_.bottom}" y2="${_.bottom}"/>`,...v.flat(),...m.map(e=>(0,h.i9)(u(e),_.bottom+18,formatNumber(e),{anchor:`middle`,class:`muted`})),...o>0?[(0,h.i9)(_.left,_.bottom+36,`◂ ${(0,r.B4)(o)} below`,{class:classBeyond(e.minimum)})]:[],...s>0?[(0,h.i9)(_.right,_.bottom+36,`${(0,r.B4)(s)} above ▸`,{anchor:`end`,class:classBeyond(e.maximum)})]:[]]})}function classBeyond(e){return e?`failing`:`muted`}function barsOf({edges:e,counts:t,minimum:n,maximum:r}){return t.map((t,i)=>{let a=e[i]??0,o=e[i+1]??a;return{from:a,to:o,count:t,isOutside:n!==void 0&&o<=n.value||r!==void 0&&a>=r.value}})}function drawBar({from:e,to:t,count:n,isOutside:r},i,a){let o=n===0?0:Math.max(3,_.bottom-a(n));return`<rect class="${r?`outside`:`bar`}" x="${(0,g.px)(i(e))}" y="${(0,g.px)(_.bottom-o)}" width="${(0,g.px)(i(t)-i(e))}" height="${(0,g.px)(o)}"/>`}function drawBound(e,t,n){let r=e>360?`end`:`start`;return[`<line class="margin" x1="${(0,g.px)(e)}" x2="${(0,g.px)(e)}" y1="${_.top-28+n*12}" y2="${_.bottom}"/>`,(0,h.i9)(e+(r===`end`?-5:5),_.top-18+n*12,t,{anchor:r})]}function broken(e){let t=e.map(({expected:e,failing:t,checked:n})=>`${e}: ${(0,r.B4)(t)} failing${n>1?` (${(0,r.l9)(shareOf(t,n))})`:``}`).join(`; `);return t.length>100?`${[...t].slice(0,99).join(``)}…`:t}function rest({nulls:e,unreadable:t}){return[e>0?`, ${(0,r.B4)(e)} null`:``,t>0?`, ${(0,r.B4)(t)} not numbers`:``].join(``)}function describe({minimum:e,maximum:t}){let n=[e?`minimum ${formatNumber(e.value)}`:``,t?`maximum ${formatNumber(t.value)}`:``].filter(e=>e!==``);return n.length?n.join(`, `):`no bounds`}function formatNumber(e){return(0,r.Bo)(Number(e.toPrecision(7)))}let v={left:160,right:640};function drawFailingColumns(e,t){if(t===void 0)return[];let n=new Set(e.data.files.map(({sha256:e})=>e));if(!t.source.files.some(({sha256:e})=>n.has(e)))return[];let r=Map.groupBy((0,m.oe)(e),({column:e})=>e);return t.columns.flatMap(e=>{let t=r.get(e.name);return t===void 0?[]:[drawDistribution(e,t.map(({expected:e})=>e).join(`; `))]}).slice(0,30)}function drawDistribution(e,t){let n=e.nulls>0?[[`(null)`,shareOf(e.nulls,e.rows)]]:[],i=[...binShares(e).slice(0,24),...n],a=(0,g.sn)([0,Math.max(...i.map(([,e])=>e),1e-9)],[v.left,v.right]);return(0,h.P5)({width:700,height:54+i.length*18+10,title:`Values of ${e.name}`,description:i.slice(0,8).map(([e,t])=>`${e}: ${(0,r.l9)(t)}`).join(`; `),content:[(0,h.i9)(10,20,`${e.name} in ${(0,r.yk)(e.rows,`profiled row`)}`,{class:`strong`}),(0,h.i9)(10,38,`broken: ${[...t].slice(0,90).join(``)}`,{class:`muted`}),...i.flatMap(([e,t],n)=>[(0,h.i9)(v.left-8,54+n*18+11,shortLabel(e),{anchor:`end`}),`<rect class="bar" x="${v.left}" y="${54+n*18}" width="${(0,g.px)(a(t)-v.left)}" height="13"/>`,(0,h.i9)(a(t)+6,54+n*18+11,(0,r.l9)(t),{class:`muted`})])]})}var y=n(39042),b=n(79214);let x={left:170,right:520};function drawForests(e){let t=e.gates.filter(({kind:e,change:t})=>(0,b.rH)(e)&&t?.interval);return[...Map.groupBy(t,({metric:e,kind:t,threshold:n})=>`${e} ${t} ${n}`).values()].map(drawForest)}function drawForest(e){let t=e.slice(0,60),[n]=t;if(!n)throw Error(`a forest plot needs a gate`);let i=(0,b.yO)(n),a=t.flatMap(({change:e})=>e?.interval?[e.interval.lower,e.interval.upper]:[]),o=Math.min(0,i,...a),s=Math.max(0,i,...a),c=(s-o||1)*.06,u=(0,g.sn)([o-c,s+c],[x.left,x.right]),d=50+t.length*22+6,f=(0,g.Zc)(o-c,s+c,8),p={decimals:(0,g.a4)(f)},vertical=(e,t)=>`<line class="${e}" x1="${(0,g.px)(u(t))}" x2="${(0,g.px)(u(t))}" y1="42" y2="${d}"/>`,m=t.filter(({status:e})=>e===`fail`).length;return(0,h.P5)({width:760,height:d+30,title:`Change in ${n.metric} with its interval, against ${(0,r.eD)(i,(0,l.Mk)(n))}`,description:`${t.length} intervals, ${m} of them failing. The table of gates has the numbers.`,content:[(0,h.i9)(10,20,`${n.metric}: candidate − baseline`,{class:`strong`}),(0,h.i9)(u(i),36,n.kind===`superiority`?`required gain`:`margin`,{anchor:`middle`,class:`muted`}),...f.flatMap(e=>[vertical(`grid`,e),(0,h.i9)(u(e),d+18,(0,r.eD)(e,p),{anchor:`middle`,class:`muted`})]),vertical(`zero`,0),vertical(`margin`,i),...t.flatMap((e,t)=>drawRow(e,u,50+t*22+11))]})}function drawRow(e,t,n){let{change:i,status:a}=e;if(!i?.interval)return[];let o=(0,l.Mk)(e),{lower:s,upper:c}=i.interval,u=t(i.value),d=a===`fail`?`<path class="fail" d="M${(0,g.px)(u-4)} ${(0,g.px)(n-4)}l8 8m0 -8l-8 8"/>`:`<circle class="${a}" cx="${(0,g.px)(u)}" cy="${(0,g.px)(n)}" r="4"/>`,f=`${(0,r.eD)(i.value,o)}  (${(0,r.vy)(i.interval,o,r.eD)})`;return[(0,h.i9)(10,n+4,e.slice.length?(0,y.O3)(e.slice).slice(0,26):`all rows`),`<line class="${a}" x1="${(0,g.px)(t(s))}" x2="${(0,g.px)(t(c))}" y1="${(0,g.px)(n)}" y2="${(0,g.px)(n)}"/>`,d,(0,h.i9)(x.right+10,n+4,f),(0,h.i9)(756,n+4,b.Hm[a].toLowerCase(),{anchor:`end`,class:a===`pass`?`muted`:`strong`})]}let S={left:160,right:640};function drawHistogram(e,t){let n=pairBins(e,t).slice(0,24),i=Math.max(...n.flatMap(e=>[e.reference,e.current]),1e-9),a=(0,g.sn)([0,i],[S.left,S.right]);return(0,h.P5)({width:700,height:44+n.length*26+30,title:`Distribution of ${e.name}`,description:n.slice(0,8).map(e=>`${e.label}: ${(0,r.l9)(e.reference)} to ${(0,r.l9)(e.current)}`).join(`; `),content:[(0,h.i9)(10,22,e.name,{class:`strong`}),...n.flatMap((e,t)=>drawBin(e,a,44+t*26)),`<rect class="reference" x="${S.left}" y="${44+n.length*26+8}" width="12" height="10"/>`,(0,h.i9)(S.left+18,44+n.length*26+17,`at release`),`<rect class="bar" x="${S.left+100}" y="${44+n.length*26+8}" width="12" height="10"/>`,(0,h.i9)(S.left+118,44+n.length*26+17,`now`)]})}function drawBin(e,t,n){return[(0,h.i9)(S.left-8,n+15,shortLabel(e.label),{anchor:`end`}),`<rect class="reference" x="${S.left}" y="${n}" width="${(0,g.px)(t(e.reference)-S.left)}" height="10"/>`,`<rect class="bar" x="${S.left}" y="${n+11}" width="${(0,g.px)(t(e.current)-S.left)}" height="10"/>`,(0,h.i9)(t(Math.max(e.reference,e.current))+6,n+15,(0,r.l9)(e.current),{class:`muted`})]}function pairBins(e,t){let n=binShares(e),r=new Map(binShares(t)),i=n.map(([e,t])=>({label:e,reference:t,current:r.get(e)??0}));return e.nulls+t.nulls>0&&i.push({label:`(null)`,reference:shareOf(e.nulls,e.rows),current:shareOf(t.nulls,t.rows)}),i}let C=2e3;function renderHtmlReport(e,t={}){let n=makeParts(e,t),r=(0,o.DM)(e),s=n.map(({id:e,section:t})=>`<li><a href="#${e}">${(0,i.ZD)(shortTitle(t))}</a></li>`),c=[`<header>${(0,a.uY)((0,u.U)(e,t).replace(/^### /,`# `),[])}</header>`,`<nav aria-label="Parts of the report"><ul>${s.join(``)}</ul></nav>`,...n.map(showPart)];return(0,a.Cf)(r===void 0?`Proofmark report`:`Proofmark report: ${r}`,c.join(`
`))}function makeParts(e,t){let{verdict:n,evaluation:i,validations:a=[],drift:o,profile:u}=e,plain=(e,t)=>({title:e,body:t,open:!0,charts:[]}),h=i&&(0,p.T)(i,n,C);return[n&&{id:`gates`,section:plain(`Gates`,(0,l.au)(n)),figures:drawForests(n)},i&&{id:`metrics`,section:(0,d.P)(i),figures:[]},h&&{id:`slices`,section:h,figures:[]},...a.flatMap((e,t)=>{let n=(0,s.Fj)(e,C);return[{id:`validation-${t+1}`,section:(0,m.LN)(e,C),figures:drawColumns(e,u)},n&&{id:`contract-changes-${t+1}`,section:n,figures:[]}]}),o&&{id:`drift`,section:(0,c.tX)(o,C),figures:o.columns.slice(0,30).map(({reference:e,current:t})=>drawHistogram(e,t))},n&&{id:`every-gate`,section:plain(`Every gate: ${(0,r.yk)(n.gates.length,`gate`)}`,(0,l.yO)(n,C)),figures:[]},{id:`provenance`,section:(0,f.B)(e,t),figures:[]}].filter(e=>e!==void 0)}function drawColumns(e,t){let n=new Set(e.histograms?.map(({column:e})=>e)),r=t&&{...t,columns:t.columns.filter(({name:e})=>!n.has(e))};return[...drawBounds(e),...drawFailingColumns(e,r)]}function showPart({id:e,section:t,figures:n}){return[`<section aria-labelledby="${e}">`,`<h2 id="${e}">${(0,i.ZD)(t.title)}</h2>`,(0,a.uY)(t.body,t.charts),...n.map(e=>`<figure>${e}</figure>`),`</section>`].join(`
`)}function shortTitle({title:e}){return e.split(`:`)[0]??e}}),87606:((e,t,n)=>{n.d(t,{uY:()=>markdownToHtml,V7:()=>renderCommentHtml,Cf:()=>renderPage});var r=n(48022),i=n(92596),a=n(29445),o=n(5429),s=n(84516),c=n(60428);let l={left:70,right:690,top:44,bottom:270};function drawXyChart(e){let{lower:t,upper:n}=(0,o.L)(e),r=(0,c.sn)([t,n],[l.bottom,l.top]),i=(l.right-l.left)/e.categories.length,center=e=>l.left+i*(e+.5),u=(0,c.Zc)(t,n,6),d={decimals:(0,c.a4)(u)},f=e.categories.some(e=>e.length*7.5>i),p=e.line.values.map((e,t)=>`${(0,c.px)(center(t))},${(0,c.px)(r(e))}`);return(0,s.P5)({width:700,height:320,title:e.title,description:`Bars: ${e.bars.name}. Line: ${e.line.name}. ${e.categories.length} categories; the table has the numbers.`,content:[(0,s.i9)(350,22,e.title,{anchor:`middle`,class:`strong`}),...u.flatMap(e=>[`<line class="grid" x1="${l.left}" x2="${l.right}" y1="${(0,c.px)(r(e))}" y2="${(0,c.px)(r(e))}"/>`,(0,s.i9)(l.left-8,r(e)+4,(0,a.ZV)(e,d),{anchor:`end`,class:`muted`})]),...e.bars.values.map((e,t)=>`<rect class="bar" x="${(0,c.px)(center(t)-i*.35)}" y="${(0,c.px)(r(e))}" width="${(0,c.px)(i*.7)}" height="${(0,c.px)(l.bottom-r(e))}"/>`),`<polyline class="line" points="${p.join(` `)}"/>`,...p.map(e=>`<circle class="dot" cx="${e.replace(`,`,`" cy="`)}" r="3.5"/>`),...e.categories.map((e,t)=>categoryLabel(e,center(t),f)),`<rect class="bar" x="${l.left}" y="302" width="12" height="10"/>`,(0,s.i9)(l.left+18,311,e.bars.name),`<line class="line" x1="${l.left+100}" x2="${l.left+124}" y1="307" y2="307"/>`,(0,s.i9)(l.left+130,311,e.line.name)]})}function categoryLabel(e,t,n){let r=[...e].length>16?`${[...e].slice(0,15).join(``)}…`:e;return n?`<g transform="rotate(-30 ${(0,c.px)(t)} 284)">${(0,s.i9)(t,284,r,{anchor:`end`})}</g>`:(0,s.i9)(t,288,r,{anchor:`middle`})}function renderCommentHtml(e,t){return renderPage(t,markdownToHtml(e.markdown,e.charts))}function renderPage(e,t){return`<!doctype html>
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
@media (max-width: 600px) { main { margin: 0; border: 0; } .markdown-body figure svg { min-width: 560px; } }
@media (prefers-color-scheme: dark) { body { background: #0d1117; } main { border-color: #3d444d; } }
.markdown-body figure { margin: 0 0 16px; overflow-x: auto; }
.markdown-body summary { cursor: pointer; }
.markdown-body nav li { display: inline-block; margin-right: 1.2em; }
@media print { main { border: 0; max-width: none; } details > *:not(summary) { display: block; } }
.visually-hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
${s.g1}
</style>
</head>
<body>
<main class="markdown-body">
${t}
</main>
</body>
</html>
`}function markdownToHtml(e,t){let n=new Map(t.map(e=>[mermaidText(e),e])),a=new r.Dz({gfm:!0,breaks:!1});return a.use({renderer:{code({text:e,lang:t}){let r=t===`mermaid`?n.get(e):void 0;return r?`<figure>${drawXyChart(r)}</figure>\n`:`<pre tabindex="0"><code>${(0,i.ZD)(e)}</code></pre>\n`},tablecell({tokens:e,header:t,align:n}){let r=this.parser.parseInline(e),i=n?` align="${n}"`:``;return t?`<th scope="col"${i}>${r}</th>\n`:`<td${i}>${r}</td>\n`}}}),a.parse(e,{async:!1})}function mermaidText(e){return(0,o.C)(e).split(`
`).slice(1,-1).join(`
`)}}),42099:((e,t,n)=>{n.d(t,{R:()=>renderJunit});var r=n(29445),i=n(83803),a=n(92596),o=n(62906);function renderJunit(e){let t=e.map(makeSuite);return[`<?xml version="1.0" encoding="UTF-8"?>`,`<testsuites name="proofmark" ${totals(t.flatMap(({cases:e})=>e))}>`,...t.map(({xml:e})=>e),`</testsuites>`,``].join(`
`)}function makeSuite(e){let{contract:t,data:n,coverage:r,checks:i,provenance:a}=e,s=i.some(({status:e,severity:t})=>e===`fail`&&t===`error`),c=e.status===`fail`&&!s&&!(0,o.pV)(e),l=[...i.map(e=>makeCase(e,t.id,c)),...makeVersionCase(e)],u=a?` timestamp="${a.createdAt.slice(0,19)}"`:``,d={contract:t.file.path,contractVersion:t.version,data:n.stored?.table??n.files.map(({path:e})=>e).join(`, `),rows:String(n.rows),enforced:`${r.enforced} of ${r.declared}`};return{cases:l,xml:[`<testsuite name="${text(t.name??t.id)}" ${counts(l)}${u}>`,`<properties>`,...Object.entries(d).map(([e,t])=>`<property name="${e}" value="${text(t)}"/>`),`</properties>`,...l.map(({xml:e})=>e),`</testsuite>`].join(`
`)}}function makeCase(e,t,n){let{file:r,line:i}=e.location,a=outcomeOf(e,n),o=`testcase name="${text(e.id)}" classname="${text(t)}" file="${text(r)}" line="${i}" time="0"`,s=bodyOf(e,a);return{outcome:a,xml:s===``?`<${o}/>`:`<${o}>${s}</testcase>`}}function makeVersionCase({contractDiff:e,contract:t,status:n}){if(e===void 0)return[];let{head:r,version:i}=e,a=`testcase name="contract-version" classname="${text(t.id)}" file="${text(r.file)}" line="${r.location?.line??1}" time="0"`;if(e.status===`pass`)return[{outcome:`passed`,xml:`<${a}/>`}];let s=(0,o.gQ)(e).slice(0,10).map(o.uQ).map(text).join(`
`);return n===`fail`?[{outcome:`failure`,xml:`<${a}><failure type="contract-version" message="${text(i.reason)}">${s}</failure></testcase>`}]:[{outcome:`passed`,xml:`<${a}><system-out>warning: ${text(i.reason)}\n${s}</system-out></testcase>`}]}function outcomeOf(e,t){switch(e.status){case`pass`:return`passed`;case`fail`:return e.severity===`error`?`failure`:`passed`;case`unsupported`:return t?`error`:`skipped`;case`not-applicable`:return`skipped`}}function bodyOf(e,t){let n=text(`${e.description}: ${e.reason??e.status}`);switch(t){case`skipped`:return`<skipped message="${n}"/>`;case`error`:return`<error type="unsupported" message="${n}"/>`;case`failure`:return`<failure type="${e.rule}" message="${text((0,i.I)(e))}">${evidenceText(e)}</failure>`;case`passed`:return e.status===`fail`?`<system-out>${text(`${e.severity}: ${(0,i.I)(e)}`)}\n${evidenceText(e)}</system-out>`:``}}function evidenceText(e){let t=(e.evidence?.rows??[]).slice(0,10).map(e=>text(`${[e.file,e.line===void 0?void 0:`line ${e.line}`,e.row===void 0?void 0:`row ${(0,r.B4)(e.row)}`].filter(e=>e!==void 0).join(`, `)}: ${e.value===null?`null`:`"${(0,a.pj)(e.value,120)}"`}`));return[text(`expected ${e.expected}`),...t].join(`
`)}function counts(e){return`${totals(e)} skipped="${count(e,`skipped`)}"`}function totals(e){return`tests="${e.length}" failures="${count(e,`failure`)}" errors="${count(e,`error`)}" time="0"`}function count(e,t){return e.filter(({outcome:e})=>e===t).length}function text(e){return(0,a.qy)(e).replace(/[\ufffe\uffff]/g,``)}}),7934:((e,t,n)=>{n.d(t,{W:()=>renderSarif});var r=n(83803),i=n(92596),a=n(62906),o=n(47237);function renderSarif(e){let t={$schema:`https://json.schemastore.org/sarif-2.1.0.json`,version:`2.1.0`,runs:e.map(makeRun)};return`${JSON.stringify(t,null,2)}\n`}function makeRun(e,t){let{contract:n,coverage:r,checks:a,data:s,provenance:l,status:u}=e,d=(0,o.oe)(e).slice(0,5e3),f=e.contractDiff?.status===`fail`?e.contractDiff:void 0,p=new Map(a.map(({id:e},t)=>[e,t])),m=a.filter(e=>e.status===`unsupported`);return{tool:{driver:{name:`Proofmark`,...l===void 0?{}:{semanticVersion:l.tool.version},rules:[...a.map(makeRule),...f===void 0?[]:[c]]}},automationDetails:{id:`proofmark/validate-data/${t+1}-${(0,i.pj)(n.id,80)}/`},invocations:[{executionSuccessful:!0,exitCode:+(u===`fail`),toolConfigurationNotifications:m.map(e=>makeNotification(e,p))}],results:[...d.map(t=>makeResult(e,t,p)),...f===void 0?[]:[makeVersionResult(e,f,a.length)]],columnKind:`utf16CodeUnits`,properties:{contract:(0,i.pj)(n.file.path),contractVersion:(0,i.pj)(n.version),rows:s.rows,coverage:r}}}let s={error:`error`,warning:`warning`,info:`note`};function makeRule(e){let t={text:message((0,i.pj)(e.description))};return{id:(0,i.pj)(e.id),name:e.rule,shortDescription:t,fullDescription:t,help:{text:message(`Expected: ${(0,i.pj)(e.expected)}. Declared by the data contract.`)},defaultConfiguration:{level:s[e.severity]},properties:{tags:[`data`,e.rule]}}}function makeResult(e,t,n){let a=(t.evidence?.rows??[]).flatMap(placeOf).slice(0,5),o=a.map(({row:e},t)=>`[line ${e.line}](${t+1})`).join(`, `),c=a.length>0?`. First at ${o}`:``;return{ruleId:(0,i.pj)(t.id),ruleIndex:n.get(t.id)??-1,level:s[t.severity],message:{text:`${message((0,r.I)(t))}${c}`},locations:[lineOf(t.location.file,t.location.line,t.location.column)],...a.length===0?{}:{relatedLocations:a.map(({file:e,row:t},n)=>({id:n+1,...lineOf(e,t.line),message:{text:message(`received ${t.value===null?`null`:(0,i.pj)(t.value,120)}`)}}))},partialFingerprints:{"proofmarkRule/v1":(0,i.pj)(`${e.contract.id}/${t.id}`)},properties:{checked:t.checked,failing:t.failing}}}let c={id:`contract-version`,name:`contract-version`,shortDescription:{text:`the version of a contract says what changes in it`},fullDescription:{text:`the version of a contract says what changes in it`},help:{text:`A breaking change needs a major version, an addition a minor one, anything else a patch.`},properties:{tags:[`data`,`contract-version`]}};function makeVersionResult(e,t,n){let{version:r,head:o}=t,s=(0,a.gQ)(t).slice(0,5).map(a.uQ),l=s.length===0?``:`. Changes: ${s.join(`; `)}`,{line:u,column:d}=o.location??{line:1,column:1};return{ruleId:c.id,ruleIndex:n,level:e.status===`fail`?`error`:`warning`,message:{text:message(`${(0,i.pj)(r.reason)}${l}`)},locations:[lineOf(o.file,u,d)],partialFingerprints:{"proofmarkRule/v1":(0,i.pj)(`${e.contract.id}/${c.id}`)}}}function makeNotification(e,t){let n=e.reason===void 0?``:`: ${(0,i.pj)(e.reason)}`;return{level:`warning`,message:{text:message(`not enforced: ${(0,i.pj)(e.description)}${n}`)},associatedRule:{id:(0,i.pj)(e.id),index:t.get(e.id)??-1},locations:[lineOf(e.location.file,e.location.line,e.location.column)]}}function placeOf(e){let{file:t,line:n}=e;return t!==void 0&&n!==void 0&&(0,r.o)(t)?[{file:t,row:{...e,line:n}}]:[]}function lineOf(e,t,n){let i=e.toWellFormed().replaceAll(`\\`,`/`).split(`/`).map(encodeURIComponent).join(`/`);return{physicalLocation:{artifactLocation:(0,r.o)(e)?{uri:i,uriBaseId:`%SRCROOT%`}:{uri:`file:///${i.replace(/^\/+/,``)}`},region:{startLine:t,...n===void 0?{}:{startColumn:n}}}}}function message(e){return e.replaceAll(`](`,`]​(`)}}),84516:((e,t,n)=>{n.d(t,{P5:()=>svgFigure,g1:()=>i,i9:()=>svgText});var r=n(92596);function svgFigure(e){let{width:t,height:n,content:i}=e,a=(0,r.qy)(e.title);return[`<svg class="pm" role="img" viewBox="0 0 ${t} ${n}" width="${t}" height="${n}" xmlns="http://www.w3.org/2000/svg" aria-label="${a}">`,`<title>${a}</title>`,`<desc>${(0,r.ZD)(e.description)}</desc>`,...i,`</svg>`].join(`
`)}function svgText(e,t,n,i={}){let a=i.anchor&&i.anchor!==`start`?` text-anchor="${i.anchor}"`:``;return`<text x="${e.toFixed(1)}" y="${t.toFixed(1)}"${a}${i.class?` class="${i.class}"`:``}>${(0,r.qy)(n)}</text>`}let i=`
svg.pm { max-width: 100%; height: auto; font: 12px -apple-system, BlinkMacSystemFont, "Segoe UI", "Noto Sans", Helvetica, Arial, sans-serif; color: #1f2328; --bar: #9ec5e8; --bar-edge: #0072b2; --line: #b35900; --pass: #0072b2; --fail: #c04000; --unclear: #59636e; --grid: #d1d9e0; }
svg.pm text { fill: currentColor; }
svg.pm .muted { fill: var(--unclear); }
svg.pm .strong { font-weight: 600; }
svg.pm .grid { stroke: var(--grid); stroke-width: 1; }
svg.pm .zero { stroke: currentColor; stroke-width: 1; }
svg.pm .margin { stroke: var(--fail); stroke-width: 1.5; stroke-dasharray: 5 3; }
svg.pm .bar { fill: var(--bar); stroke: var(--bar-edge); }
svg.pm .outside { fill: var(--fail); stroke: var(--fail); }
svg.pm .failing { fill: var(--fail); font-weight: 600; }
svg.pm .reference { fill: var(--grid); stroke: var(--unclear); }
svg.pm .line { fill: none; stroke: var(--line); stroke-width: 2.5; }
svg.pm .dot { fill: var(--line); }
svg.pm .pass { stroke: var(--pass); fill: var(--pass); stroke-width: 2; }
svg.pm .fail { stroke: var(--fail); fill: var(--fail); stroke-width: 2; }
svg.pm .inconclusive { stroke: var(--unclear); fill: none; stroke-width: 2; }
@media (prefers-color-scheme: dark) {
  svg.pm { color: #f0f6fc; --bar: #1b4a6b; --bar-edge: #56b4e9; --line: #e69f00; --pass: #56b4e9; --fail: #ff8a4c; --unclear: #9198a1; --grid: #3d444d; }
}`}),60428:((e,t,n)=>{n.d(t,{Zc:()=>ticks,a4:()=>tickDecimals,px:()=>px,sn:()=>linear});function linear(e,t){let n=e[1]-e[0]||1;return r=>t[0]+(r-e[0])/n*(t[1]-t[0])}function ticks(e,t,n){let r=(t-e||1)/n,i=10**Math.floor(Math.log10(r)),a=([1,2,5,10].find(e=>e*i>=r)??10)*i,o=Math.ceil(e/a-1e-9),s=Math.floor(t/a+1e-9);return Array.from({length:Math.max(0,s-o+1)},(e,t)=>(o+t)*a)}function tickDecimals(e){let t=Math.abs((e[1]??1)-(e[0]??0))||1;return Math.max(0,Math.min(8,-Math.floor(Math.log10(t)+1e-9)))}function px(e){return String(Math.round(e*10)/10)}}),17171:((e,t,n)=>{n.d(t,{r:()=>parseVariables,s:()=>parseSample});var r=n(29684),i=n(2801);function parseVariables(e,t){return Object.fromEntries(e.map(e=>{let[,n,i]=/^([A-Za-z_][A-Za-z0-9_]*)=(.*)$/s.exec(e)??[];if(n!==void 0&&i!==void 0)return[n,i];throw new r.yo(`input-invalid`,`${t}: expected NAME=VALUE, received ${(0,r.ZN)(e)}`)}))}function parseSample(e,t){let{sampleRows:n,seed:a}=e;if(n!==void 0&&!i.Gz.safeParse(n).success)throw new r.yo(`input-invalid`,`${t(`sample-rows`)}: expected a whole number of 0 to 1000, received ${n}`);if(a!==void 0&&!Number.isSafeInteger(a))throw new r.yo(`input-invalid`,`${t(`seed`)}: expected a whole number, received ${a}`);return e}}),14665:((e,t,n)=>{n.d(t,{l:()=>validateData});var r=n(51455),i=n(76760),a=n(93551),o=n(64402),s=n(94496),c=n(95888),l=n(95898),u=n(93103),d=n(29684),f=n(60977),p=n(12252);function declaredLayout(e){let{delimiter:t,header:n,quote:r,encoding:i,...a}=e.layout??{};return{...t?{delimiter:t.value}:{},...n?{header:n.value}:{},...n?.value===!1?{names:fileColumns(e).map(({name:e})=>e)}:{},...r?{quote:r.value}:{},...a.escape?{escape:a.escape.value}:{},...i?{encoding:i.value}:{}}}function fileColumns({columns:e}){return e.filter(({path:e})=>e.length===1)}var m=n(76380),h=n(61738),g=n(1395),_=n(73024),v=n(38522);let y=new Set([13,32,9]);async function findLines(e,{header:t=!0,quote:n=`"`}={}){let r=new Map;for(let{file:i,first:a,rows:o,wanted:s}of e){let e=/\.(jsonl|ndjson)(\.gz|\.zst)?$/i.test(i);if(!e&&!/\.(csv|tsv|tab|txt)(\.gz|\.zst)?$/i.test(i))continue;let c=e||!t?0:1;if(await countLines(i)===o+c){r.set(i,e=>e-a+1+c);continue}let{lines:l,count:u}=await locateRecords(i,new Set(s.map(e=>e-a+c)),e?void 0:n.charCodeAt(0));u===o+c&&r.set(i,e=>l.get(e-a+c))}return(e,t)=>r.get(e)?.(t)}async function countLines(e){let t=0,n=10;for await(let r of chunksOf(e)){for(let e=r.indexOf(10);e!==-1;e=r.indexOf(10,e+1))t++;n=r.at(-1)??n}return n===10?t:t+1}async function locateRecords(e,t,n){let r=new Map,i=0,a=1,o=1,s=!1,c=!0,end=()=>{c||=(t.has(i)&&r.set(i,o),i++,!0)};for await(let t of chunksOf(e))for(let e of t)if(e===10){if(a++,s)continue;end(),o=a}else e===n&&(s=!s),c&&!y.has(e)&&(c=!1);return end(),{lines:r,count:i}}async function*chunksOf(e){let t=(0,_.createReadStream)(e,{highWaterMark:1<<20}),n=/\.gz$/i.test(e)?t.pipe((0,v.createGunzip)()):/\.zst$/i.test(e)?t.pipe((0,v.createZstdDecompress)()):t;try{for await(let e of n)yield e}finally{t.destroy()}}let b=65536,x={"utf-8":`UTF-8`,"utf-16":`UTF-16`,"latin-1":`not UTF-8`};async function refuseContradiction(e,t,n,r){let{layout:i}=n;if(!i)return;let a=fileColumns(n).map(({name:e})=>e);for(let n of e){let e=contradictionOf(await beginningOf(n),i,a,r.delimiter!==void 0),o=e&&i[e.part];if(o)throw refusal(t(n),e,o)}}function refusal(e,{part:t,found:n,instead:r},{value:i,location:a}){return new d.yo(`data-invalid`,`${e}: the contract declares ${t} ${(0,d.ZN)(i)} (${(0,d.ZD)({file:a.file,line:a.line})}), but ${n}; declare ${r}, or write the file as declared`,{location:a})}async function beginningOf(e){let t=[],n=0;for await(let r of chunksOf(e))if(t.push(r),n+=r.length,n>=b)break;return Buffer.concat(t).subarray(0,b)}function contradictionOf(e,t,n,r=!1){let i=t.encoding?.value,a=encodingOf(e)??(i===`latin-1`?i:`utf-8`);if(i&&a!==i)return{part:`encoding`,found:`its bytes are ${x[a]}`,instead:`"${a}"`};let[o=``]=new TextDecoder(a===`latin-1`?`latin1`:a).decode(e).split(/\r?\n/,1),s=(0,d.ZN)(o.slice(0,120)),c=t.quote?.value??`"`,l=(0,g.Rf)(o,c),u=(0,g.ye)(l),f=t.delimiter?.value;if(f!==void 0&&!r&&!l.includes(f)&&l.includes(u)&&!n.includes(o))return{part:`delimiter`,found:`the first line has none and is separated by ${(0,d.ZN)(u)}: ${s}`,instead:(0,d.ZN)(u)};let p=r?u:f??u,m=o.split(p).map(e=>e.trim()),h=[`"`,`'`].find(e=>e!==c&&m.every(t=>isWithin(t,e)));if(t.quote&&h)return{part:`quote`,found:`the first line quotes with ${(0,d.ZN)(h)}: ${s}`,instead:(0,d.ZN)(h)};let _=m.map(e=>isWithin(e,c)?e.slice(1,-1):e);if(t.header?.value===!1&&n.length>0&&n.every(e=>_.includes(e)))return{part:`header`,found:`the first line names the columns: ${s}`,instead:`true`};let v=l.split(p).length;if(t.header?.value===!1&&n.length>0&&v!==n.length)return{part:`header`,found:`the first line has ${v} values where the contract has ${n.length} columns: ${s}`,instead:`every column of the files, in their order`};let y=_.length===n.length&&!_.some(e=>n.includes(e));if(t.header?.value===!0&&y)return{part:`header`,found:`the first line names no column of the contract (${(0,d.ZN)(n.slice(0,8))}): ${s}`,instead:`false, when it is a row`}}function isWithin(e,t){return t!==``&&e.length>1&&e.startsWith(t)&&e.endsWith(t)}function encodingOf(e){if(e[0]===255&&e[1]===254||e.includes(0))return`utf-16`;if(!e.every(e=>e<128))try{return new TextDecoder(`utf-8`,{fatal:!0}).decode(e,{stream:!0}),`utf-8`}catch{return`latin-1`}}let S=/\.(json|jsonl|ndjson)(\.gz|\.zst)?$/i,C=/\.(csv|tsv|tab|txt)(\.gz|\.zst)?$/i;async function attachData(e,t,n,r,a,[o,s],c=new Map){let l=(0,f.CC)(n,r),showFile=e=>{let t=c.get(e);if(t!==void 0)return t;let n=(0,i.relative)(r,e);return n.startsWith(`..`)||(0,i.isAbsolute)(n)?e:n.split(i.sep).join(`/`)},u=l.every(e=>C.test(e)),g=l.every(e=>S.test(e)),_=u?`text`:g?`json`:`typed`,v=u?a.nullText??t.nullText??[``]:[];u&&await refuseContradiction(l,showFile,t,a);let y=u?{...declaredLayout(t),...a,nullText:v,allText:!0}:{allText:!0},b={files:l,.../\.(duckdb|ddb)$/i.test(l[0]??``)?{table:t.physicalName}:{},..._===`typed`?{}:{layout:y}},x=await e.attach(o,b),w=x.find(({name:e})=>/^__(row|file)$/i.test(e));if(w){let e=showFile(l[0]??``);throw new d.yo(`data-invalid`,`${e}: the column name ${w.name} is reserved for evidence; rename the column`)}await e.attach(s,{...b,rowNumbers:!0});let T=new Map(x.map(({name:e,type:t})=>[e,t])),E=t.columns.filter(({path:e})=>e.length===1),D=new Set(E.map(({name:e})=>e)),O=(0,h.X)(t.columns,T,_,(0,m.E)(e));if(O.length===0&&t.columns.length>0){let names=e=>(0,d.ZN)(e.map(({name:e})=>e).slice(0,8));throw new d.yo(`data-invalid`,`${showFile(l[0]??``)}: not one column of the contract is in the data: expected ${names(E)}, received ${names(x)}; check the file, its header and its delimiter`)}return{files:digestAll(l,showFile),fileCount:l.length,showFile,columns:x,storage:_,present:O,undeclared:x.map(({name:e})=>e).filter(e=>!D.has(e)),data:(0,p.Cv)(o),numbered:(0,p.Cv)(s),nullText:v}}function digestAll(e,t){let n=Promise.all(e.map(e=>(0,u.gD)(e,t(e))));return n.catch(()=>void 0),n}async function attachTable(e,t,n){let{sql:r,columns:i}=await e.find(n),a=new Map(i.map(e=>[e.name.toLowerCase(),e])),o=t.columns.filter(({path:e})=>e.length===1),s=new Map(o.flatMap(e=>{let t=a.get(e.name.toLowerCase());return t?[[e.name,t.type]]:[]})),c=(0,h.X)(o,s,`typed`,(0,m.E)(e));if(c.length===0&&o.length>0){let names=e=>(0,d.ZN)(e.map(e=>e.name).slice(0,8));throw new d.yo(`data-invalid`,`${n}: not one column of the contract is in the table: expected ${names(o)}, received ${names(i)}; check the table`)}let l=new Set(o.map(e=>e.name.toLowerCase()));return{files:Promise.resolve([]),fileCount:0,showFile:e=>e,columns:i,storage:`typed`,present:c,undeclared:i.map(e=>e.name).filter(e=>!l.has(e.toLowerCase())),data:r,numbered:r,stored:n,nullText:[]}}var w=n(7948),T=n(9141);function findTarget({to:e},t,n,r){let a=e.map(l.mQ),[o]=a;if(!o)return{reason:`it names no column`};if(a.some(({file:e})=>e!==o.file))return{reason:"its `to` names several contracts"};let s=o.file===void 0?{path:t.file.path}:(0,l.WU)(o.file,t.file.path);if(`reason`in s)return s;let c=i.posix.normalize(s.path)===i.posix.normalize(t.file.path),u=c?t:r.find(e=>i.posix.normalize(e.contract.file.path)===s.path)?.contract;if(!u)return{reason:`${s.path} is not among the contracts whose data were given`};let d=a.map(({path:e})=>(0,l.sX)(e,u.tables)),f=e.find((e,t)=>d[t]===void 0);if(f!==void 0)return{reason:`${f} is no property of ${c?`the contract`:s.path}`};let p=new Set(d.map(e=>e?.table)),[m]=p;if(p.size!==1||!m)return{reason:"its `to` names several tables"};let h=d.flatMap(e=>e?.column.name??[]);if(c&&m.name===n.name)return{table:m,columns:h,related:`self`};let g=r.find(e=>i.posix.normalize(e.contract.file.path)===i.posix.normalize(u.file.path)&&(e.table===void 0?e.contract.tables.length===1:(0,l.uE)(e.contract,e.table)?.name===m.name));return g?{table:m,columns:h,related:g}:{reason:`no files were given for the table ${m.name}, which it refers to`}}async function countOrphans(e,t,n){let[r={}]=await e.query(`SELECT
    (SELECT count(*) FROM (${ownKeys(n,t)}) o WHERE ${complete(n)}) AS complete,
    (SELECT count(*) FROM ${orphansSql(n,t)}) AS orphans`),i=Number(r.orphans),a=n.to.join(`, `);return{status:`counted`,checked:Number(r.complete),failing:i,...i?{received:`${i} rows name what ${a} does not hold`}:{}}}function orphansSql(e,t,n=[]){let r=e.columns.map((e,t)=>`o.k${t} = r.r${t}`).join(` AND `),i=`SELECT ${e.targetColumns.map((t,n)=>`${keySql(t,e.columns[n])} AS r${n}`).join(`, `)} FROM (${(0,w.xj)(e.targetColumns,e.target.data)})`,{dialect:a=T.Q}=e.columns[0]??{};return`(${a.without(ownKeys(e,t,n),i,r,complete(e))})`}function ownKeys(e,t,n=[]){return`SELECT ${[...e.columns.flatMap((t,n)=>[`${keySql(t,e.targetColumns[n])} AS k${n}`,`${t.raw} AS p${n}`]),...n.map(e=>(0,p.Cv)(e))].join(`, `)} FROM (${(0,w.xj)(e.columns,t,n)})`}function complete({columns:e}){return e.map((e,t)=>`o.k${t} IS NOT NULL`).join(` AND `)}let E=new Set([`integer`,`decimal`,`float`]);function keySql(e,t){return t?.valueFamily===e.valueFamily||E.has(e.valueFamily)&&E.has(t?.valueFamily??``)?e.value:e.dialect.text(e.raw,e.family)}async function attachTargets(e,t){let{engine:n,contract:r,table:i,attached:a,directory:o,related:s}=e,c=new Map,l=[],u=new Map([[`self`,a]]);for(let a of t){let t=findTarget(a,r,i,s);if(`reason`in t){c.set(a.rule.id,{status:`unsupported`,reason:t.reason});continue}let{related:d,columns:f}=t,p=d===`self`?[]:d.files,m=d===`self`?{}:d.layout??{};if(d!==`self`&&d.stored===void 0!=(n.name===`duckdb`)){let e=`the table ${t.table.name} is not in the same engine: a join would have to move rows`;c.set(a.rule.id,{status:`unsupported`,reason:e});continue}let h=u.get(d)??(d!==`self`&&d.stored!==void 0?await attachTable(n,t.table,d.stored):await attachData(n,t.table,p,o,m,e.viewsOf(` ${u.size+1}`)));u.set(d,h);let g=new Map(h.present.map(e=>[e.column.name,e])),_=f.find(e=>g.get(e)?.source===void 0);if(_!==void 0){let e=`the files of ${t.table.name} have no column ${_}`;c.set(a.rule.id,{status:`unsupported`,reason:e})}else l.push({...a,target:h,targetColumns:f.flatMap(e=>g.get(e)??[])})}return{ready:l,settled:c}}function checkFiles(e,t){return new Map(t.map(({rule:t,test:n})=>[t.id,checkFile(e,n)]))}function checkFile(e,{paths:t,sha256:n,bytes:r}){let i=e.find(({path:e})=>t.some(t=>isSame(e,t)));if(!i)return{status:`not-applicable`,reason:`${t[0]} is not among the files`};let a=n===void 0?i.bytes===r:i.sha256===n,o=n===void 0?`${i.bytes} bytes`:i.sha256;return{status:`counted`,checked:1,failing:+!a,holds:a,...a?{}:{received:o}}}function isSame(e,t){let n=t.replace(/^\.\//,``);return e===n||e.endsWith(`/${n}`)||(0,i.basename)(e)===(0,i.basename)(n)}async function countRows(e,t,n,r,i,a,{hashKeys:o}){let s=[`count(*) AS total`],where=(e,t)=>s.push(`count_if(${e}) AS ${t}`),c=n.filter(({source:e})=>e!==void 0),l=c.filter(({family:e})=>e===`float`);for(let{raw:e}of c)s.push(`count(${e}) AS n_${e}`);for(let{raw:e,dialect:t}of l)where(t.isNan(e),`nan_${e}`);for(let[e,{breaks:t,column:n}]of r.entries())t!==`false`&&where(n.any(t),`b${e}`);for(let[e,{columns:t}]of i.entries()){if(where(t.map(({raw:e})=>`${e} IS NULL`).join(` OR `),`u${e}`),!o)continue;let n=t.map(({raw:e})=>`${e} IS NOT NULL`).join(` AND `),r=`hash(${t.map(({raw:e})=>e).join(`, `)})`;s.push(`count(DISTINCT CASE WHEN ${n} THEN ${r} END) AS h${e}`)}for(let{raw:e,value:t,valueFamily:n,dialect:r}of a)s.push(`${r.extreme(`min(${t})`,n)} AS low_${e}`,`${r.extreme(`max(${t})`,n)} AS high_${e}`);let[u={}]=await e.query(`SELECT ${s.join(`,
`)} FROM (${(0,w.xj)(n,t)})`),number=e=>Number(u[e]??0),text=e=>u[e]===null?null:String(u[e]);return{rows:number(`total`),present:new Map(c.map(({raw:e})=>[e,number(`n_${e}`)])),breaking:new Map(r.map(({rule:e},t)=>[e.id,number(`b${t}`)])),withNull:new Map(i.map(({rule:e},t)=>[e.id,number(`u${t}`)])),distinctHashes:new Map(o?i.map(({rule:e},t)=>[e.id,number(`h${t}`)]):[]),notNumbers:new Map(l.map(({raw:e})=>[e,number(`nan_${e}`)])),extremes:new Map(a.map(({raw:e})=>[e,{smallest:text(`low_${e}`),largest:text(`high_${e}`)}]))}}var D=n(74095),O=n(33426),k=n(51134);async function judgeDrift(e,t){let n=new Map;for(let r of new Set(t.map(({test:e})=>e.profile))){let i=t.filter(({test:e})=>e.profile===r),a=await readProfile(r,e.directory),o=`reason`in a?[]:await profileNow(e,a.columns,i);for(let t of i){let r=`reason`in a?{status:`unsupported`,reason:a.reason}:judgeOne(t,e,a,o);n.set(t.rule.id,r)}}return n}async function readProfile(e,t){let n={reason:`the profile ${e} lies outside of the repository`},a=(0,i.resolve)(t,e);if((0,i.isAbsolute)(e)||!isBelow(t,a))return n;let s=await(0,r.realpath)(a).catch(()=>void 0);return s===void 0?{reason:`the profile ${e} was not found: there is nothing to compare with`}:isBelow(await(0,r.realpath)(t),s)?(0,o.u0)(s,`profile`,e):n}function isBelow(e,t){let n=(0,i.relative)(e,t);return!(0,i.isAbsolute)(n)&&n.split(i.sep)[0]!==`..`}async function profileNow({engine:e,data:t,columns:n},r,i){let a=new Set(i.flatMap(({test:e,column:t})=>e.test===`distribution`?[t?.column.name]:[])),o=new Map(r.map(e=>[e.name,e])),s=n.filter(e=>e.source!==void 0&&o.has(e.column.name)&&(a.has(void 0)||a.has(e.column.name)));if(s.length===0)return[];let c=`proofmark typed`,l=s.map(({value:e,column:t})=>`${e} AS ${(0,p.Cv)(t.name)}`);await e.query(`CREATE OR REPLACE TEMP VIEW ${(0,p.Cv)(c)} AS SELECT ${l.join(`, `)} FROM (${(0,w.xj)(s,t)})`);let u=(await e.query(`DESCRIBE ${(0,p.Cv)(c)}`)).map(e=>({name:String(e.column_name),type:String(e.column_type)})).filter(({name:e,type:t})=>{let n=(0,D.z)(t);return n!==void 0&&(n===`numeric`||o.get(e)?.kind===`categorical`)}),d=new Set(u.map(({name:e})=>e));return u.length===0?[]:(0,O.P)(e,c,u,r.filter(({name:e})=>d.has(e)))}function judgeOne({test:e,column:t,rule:n},{rows:r},i,a){if(e.test===`row-count-change`)return judgeRowCount(e.max,r,i.rows);let o=new Set(a.map(({name:e})=>e)),s=i.columns.filter(({name:e})=>o.has(e)&&(t===void 0||t.column.name===e));if(s.length===0)return{status:`unsupported`,reason:`the profile ${e.profile} has no comparable column ${n.column??``}`.trim()};let c=(0,k.G)(s,a,{distance:e.distance,threshold:e.max,overrides:{}}).filter(({distance:t})=>t===e.distance);if(c.length===0)return{status:`not-applicable`,reason:`the column holds no value to compare`};let l=c.filter(({status:e})=>e===`drifted`),u=c.reduce((e,t)=>t.value>e.value?t:e);return{status:`counted`,checked:c.length,failing:l.length,holds:l.length===0,received:`${u.distance} ${round(u.value)} of ${u.column} (chance alone up to ${round(u.noise)}): ${u.reason}`}}function judgeRowCount(e,t,n){let r=n===0?t===0?0:1/0:t/n-1,i=Math.abs(r)<=e,a=Number.isFinite(r)?`, ${r<0?``:`+`}${round(100*r)} %`:``;return{status:`counted`,checked:1,failing:+!i,holds:i,received:`${t} rows, ${n} in the profile${a}`}}function round(e){return Number(e.toPrecision(3))}let firstOnes=e=>({order:`__row`,limit:e}),drawnOnes=(e,t)=>({order:`hash(__row, ${t}::BIGINT)`,limit:e});function foundIn(e){return JSON.parse(String(e??`null`))??[]}async function findRepeats({engine:e,key:t},n,r,i,a){let o=r.map((e,t)=>`${e} AS p${t}`),s=t.map((e,t)=>`${(0,p.Cv)(e)} AS k${t}`),c=`(SELECT ${[...o,...s,`__row`,`__file`].join(`, `)} FROM ${n})`,l=r.map((e,t)=>`p${t}`),u=l.map(e=>`${e} IS NOT NULL`).join(` AND `),d=`values: ${texts(l.map(e=>`t.${e}`))}, key: ${texts(t.map((e,t)=>`t.k${t}`))}`,shape=e=>`{row: t.__row, file: t.__file, ${d}, repeats: ${e}} AS found`,f=`SELECT ${shape(`g.first_row`)} FROM ${c} t JOIN (
      SELECT ${l.map((e,t)=>`${e} AS g${t}`).join(`, `)}, min(__row) AS first_row FROM ${c} s
      WHERE ${u} GROUP BY ${l.join(`, `)} HAVING count(*) > 1) g
    ON ${l.map((e,t)=>`t.${e} = g.g${t}`).join(` AND `)} WHERE t.__row > g.first_row`,m=`SELECT ${shape(`NULL::BIGINT`)} FROM ${c} t WHERE NOT (${u})`,h=i?`${f} UNION ALL ${m}`:f;return(await e.query(`SELECT to_json(found)::VARCHAR AS found FROM (${h}) ORDER BY found.row LIMIT ${a}`)).map(e=>JSON.parse(String(e.found)))}async function findOrphans({engine:e,key:t},n,r,i){let a=`{row: __row, file: __file, values: ${texts(r.columns.map((e,t)=>`p${t}`))}, key: ${texts(t.map(p.Cv))}}`,o=i.map(({order:e,limit:t},n)=>`to_json(arg_min(${a}, ${e}, ${t}))::VARCHAR AS e${n}`),[s={}]=await e.query(`SELECT ${o.join(`, `)} FROM ${orphansSql(r,n,[...new Set([...t,`__row`,`__file`])])}`);return i.map((e,t)=>foundIn(s[`e${t}`]))}function texts(e){return`[${e.map(textOf).join(`, `)}]::VARCHAR[]`}function textOf(e){return`left(CAST(${e} AS VARCHAR), 280)`}async function findBreaking(e,t,n,r){return n.length===0?new Map:(n.length<64?findAtOnce:findByNumber)(e,t,n,r)}async function findAtOnce({engine:e,columns:t,key:n},r,i,a){let o=new Map(t.map(e=>[e.column.name,e])),s=texts(n.flatMap(e=>o.get(e)?.raw??[])),c=i.map(({breaks:e,column:t},n)=>`${t.any(e)} AS b${n}`),l=i.flatMap(({column:e,breaks:t},n)=>{let r=`{row: __row, file: __file, values: ${texts([e.pick(t,e.raw)])}, key: ${s}}`;return a.map(({order:e,limit:t},i)=>`to_json(arg_min(${r}, CASE WHEN b${n} THEN ${e} END, ${t}))::VARCHAR AS e${n}_${i}`)}),u=(0,w.xj)(t,r,[`__row`,`__file`]),[d={}]=await e.query(`SELECT ${l.join(`,
`)}
    FROM (SELECT *, ${c.join(`,
`)} FROM (${u})) WHERE ${i.map((e,t)=>`b${t}`).join(` OR `)}`);return new Map(i.map(({rule:e},t)=>[e.id,a.map((e,n)=>foundIn(d[`e${t}_${n}`]))]))}async function findByNumber(e,t,n,r){let{engine:i,columns:a}=e,o=n.map(({breaks:e,column:t},n)=>`${t.any(e)} AS b${n}`),s=n.flatMap((e,t)=>r.map(({order:e,limit:n},r)=>`to_json(arg_min(__row, CASE WHEN b${t} THEN ${e} END, ${n}))::VARCHAR AS e${t}_${r}`)),[c={}]=await i.query(`SELECT ${s.join(`,
`)}
    FROM (SELECT __row, ${o.join(`,
`)} FROM (${(0,w.xj)(a,t,[`__row`])}))`),l=n.map((e,t)=>r.map((e,n)=>rowsIn(c[`e${t}_${n}`]))),u=await showRows(e,t,n,[...new Set(l.flat(2))]);return new Map(n.map(({rule:e},t)=>[e.id,(l[t]??[]).map(e=>e.flatMap(e=>u(e,t)??[]))]))}function rowsIn(e){return JSON.parse(String(e??`null`))??[]}async function showRows({engine:e,columns:t,key:n},r,i,a){if(a.length===0)return()=>void 0;let o=new Map(t.map(e=>[e.column.name,e])),s=texts(n.flatMap(e=>o.get(e)?.raw??[])),c=i.map(({column:e,breaks:t},n)=>`${textOf(e.pick(t,e.raw))} AS e${n}`),l=`(SELECT * FROM ${r} WHERE __row IN (${a.join(`, `)}))`,u=await e.query(`SELECT __row, __file, to_json(${s})::VARCHAR AS keys, ${c.join(`,
`)}
    FROM (${(0,w.xj)(t,l,[`__row`,`__file`])})`),d=new Map(u.map(e=>[Number(e.__row),e]));return(e,t)=>{let n=d.get(e);if(!n)return;let r=n[`e${t}`]??null;return{row:e,file:String(n.__file),values:[r===null?null:String(r)],key:JSON.parse(String(n.keys))}}}var A=n(17556);async function collectEvidence(e,t,n,r){let i=new Map([...await showBreaking(e,t),...await showRepeats(e,n),...await showOrphans(e,r)]),a=await linesOf(e,[...i.values()].flatMap(e=>[...e.first,...e.drawn]));return new Map([...i].map(([t,n])=>[t,present(e,n,a)]))}async function showBreaking(e,t){let{limit:n,table:r,sample:i}=e,a=t.filter(({failing:t})=>prefixOf(t,e)<e.rows),o=await findBreaking(e,firstRows(e,Math.max(0,...a.map(({failing:t})=>prefixOf(t,e)))),a,[firstOnes(n)]),isComplete=({rule:e,failing:t})=>(o.get(e.id)?.[0]?.length??0)>=Math.min(n,t),s=await findBreaking(e,r,t.filter(e=>!isComplete(e)),[firstOnes(n),...i.rows>0?[drawnOnes(i.rows,i.seed)]:[]]),c=await drawFromMany(e,a.filter(isComplete));return new Map(t.map(({rule:e,column:t,failing:r})=>{let[i=o.get(e.id)?.[0]??[],a=c.get(e.id)??[]]=s.get(e.id)??[];return[e.id,{first:i,drawn:r>n?a:[],columns:[t.column.name]}]}))}async function drawFromMany(e,t){let{table:n,sample:r}=e;if(t.length===0||r.rows===0)return new Map;let i=Math.min(...t.map(({failing:e})=>e)),a=Math.max(1,Math.floor(i/(8*r.rows))),o=await findBreaking(e,`(SELECT * FROM ${n} WHERE hash(${r.seed}::BIGINT, __row) % ${a} = 0)`,t,[drawnOnes(r.rows,r.seed)]);return new Map([...o].map(([e,[t=[]]])=>[e,t]))}async function showRepeats(e,t){let{limit:n,table:r}=e,i=new Map,a=new Map;for(let{rule:o,nullsFail:s,failing:c,columns:l}of t){let t=l.map(({column:e})=>e.name),u=l.flatMap(({source:e})=>e??[]);for(let l of[firstRows(e,prefixOf(c,e)),r]){if((i.get(o.id)?.first.length??0)>=Math.min(n,c))break;let r=JSON.stringify([l,u,s]),d=a.get(r)??await findRepeats(e,l,u,s,n);a.set(r,d),i.set(o.id,{first:d,drawn:[],columns:t})}}return i}async function showOrphans(e,t){let{limit:n,table:r,sample:i}=e,a=new Map;for(let o of t){let t=o.failing>n&&i.rows>0,[s=[],c=[]]=await findOrphans(e,r,o,[firstOnes(n),...t?[drawnOnes(i.rows,i.seed)]:[]]);a.set(o.rule.id,{first:s,drawn:c,columns:o.columns.map(({column:e})=>e.name)})}return a}function prefixOf(e,{rows:t,limit:n}){let r=Math.max(2048,Math.ceil(4*n*t/e));return r<t/4?r:t}function firstRows({table:e,rows:t},n){return n<t?`(SELECT * FROM ${e} LIMIT ${n})`:e}async function linesOf({engine:e,table:t,files:n,rows:r,lines:i},a){let o=[...new Set(a.map(({file:e})=>e))];if(!o.some(e=>/\.(csv|tsv|tab|txt|jsonl|ndjson)(\.gz|\.zst)?$/i.test(e)))return()=>void 0;let[s]=o,wantedOf=e=>a.filter(({file:t})=>t===e).map(({row:e})=>e);return findLines(n===1&&s!==void 0?[{file:s,first:1,rows:r,wanted:wantedOf(s)}]:(await e.query(`SELECT __file AS file, min(__row) AS first, count(*) AS rows FROM ${t}
     WHERE __file IN (${o.map(p.eu).join(`, `)}) GROUP BY __file`)).map(e=>{let t=String(e.file);return{file:t,first:Number(e.first),rows:Number(e.rows),wanted:wantedOf(t)}}),i)}function present({columns:e,key:t,showFile:n},{first:r,drawn:i,columns:a},o){let s=new Map(e.map(({column:e})=>[e.name,(0,A.tV)(e.classification)])),c=!1,show=(e,t)=>{let n=(0,A.QS)(t,s.get(e)??!1);return c||=n.masked,shorten(n.value)},showRow=e=>{let r=o(e.file,e.row),i=a.map((t,n)=>show(t,e.values[n]??null));return{row:e.row,...r===void 0?{}:{line:r},file:n(e.file),value:i.length===1?i[0]??null:i.map(e=>e??`null`).join(` | `),...t.length?{key:Object.fromEntries(t.map((t,n)=>[t,show(t,e.key[n]??null)]))}:{},...e.repeats?{repeats:e.repeats}:{}}},l=new Set(r.map(({row:e})=>e)),u=i.filter(({row:e})=>!l.has(e)).sort((e,t)=>e.row-t.row),d=r.map(showRow),f=u.map(showRow);return{rows:d,...f.length?{sample:f}:{},masked:c}}function shorten(e){return e!==null&&e.length>200?`${e.slice(0,200)}…`:e}function rangeOf(e,{column:t,isInteger:n}){let r=boundOf(t,`minimum`),i=boundOf(t,`maximum`),a=[r,i].flatMap(e=>e?[e.value]:[]),o=4*(e.last-e.first||Math.abs(e.last)||1),s=a.filter(t=>t>e.first-o&&t<e.last+o),c=Math.min(e.first,...s),l=Math.max(e.last,...s),u=(l-c||Math.abs(l)||1)/24,[d,f]=s,p=d!==void 0&&f!==void 0&&f>d?f-d:void 0,m=n?wholeWidth(p,u)??splitEvenly(p,Math.max(1,u))??Math.max(1,roundStep(u)):splitEvenly(p,u)??roundStep(u),h=d??Math.floor(c/m)*m,g=h-Math.ceil((h-c)/m-1e-9)*m,_=Math.max(1,Math.min(48,Math.ceil((l-g)/m+1e-9))),v=s.includes(r?.value??NaN)&&e.low<g?1:0,y=s.includes(i?.value??NaN)&&e.high>g+_*m?1:0,b=Array.from({length:_+v+y+1},(e,t)=>Number((g+(t-v)*m).toPrecision(12)));return{...r?{minimum:r}:{},...i?{maximum:i}:{},edges:b,width:m}}function boundOf(e,t){let n=e.constraints.flatMap(({demand:e})=>e.kind===t&&`bound`in e&&Number.isFinite(Number(e.bound))?[{value:Number(e.bound),exclusive:e.exclusive}]:[]),r=t===`minimum`?-1:1;return n.toSorted((e,t)=>r*(e.value-t.value)||Number(t.exclusive)-Number(e.exclusive))[0]}function wholeWidth(e,t){let n=Math.max(1,Math.ceil(t));return Array.from({length:Math.min(1e3,2*n)},(e,t)=>n+t).find(t=>e!==void 0&&e%t===0)}function splitEvenly(e,t){return e&&e/Math.max(1,Math.round(e/t))}function roundStep(e){let t=10**Math.floor(Math.log10(e));return([1,2,5,10].find(n=>n*t>=e*(1-1e-9))??10)*t}function isDrawable({valueFamily:e,source:t}){return(e===`integer`||e===`decimal`||e===`float`)&&t!==void 0}async function countHistograms(e,t,n){let r=n.slice(0,20);if(r.length===0)return[];let i=`(SELECT ${r.map(({dialect:e,raw:t,value:n},r)=>{let i=`TRY_CAST(${n} AS DOUBLE)`;return`${t} AS r${r}, CASE WHEN ${e.isFinite(i)} THEN ${i} END AS v${r}`}).join(`, `)} FROM (${(0,w.xj)(r,t)}))`,a=r.map(({dialect:e},t)=>`count(r${t}) AS r${t}, count(v${t}) AS v${t}, min(v${t}) AS low${t}, max(v${t}) AS high${t}, ${e.quantile(`v${t}`,.01)} AS first${t}, ${e.quantile(`v${t}`,.99)} AS last${t}`),[o={}]=await e.query(`SELECT count(*) AS n, ${a.join(`, `)} FROM ${i}`),s=r.map(({column:e,valueFamily:t},n)=>{if(Number(o[`v${n}`])===0)return;let[r,i,a,s]=[`low`,`high`,`first`,`last`].map(e=>Number(o[`${e}${n}`]));return rangeOf({low:r??0,high:i??0,first:a??0,last:s??0},{column:e,isInteger:t===`integer`})}),c=s.flatMap((e,t)=>e?[countSql(e,t)]:[]);if(c.length===0)return[];let l=s.flatMap((e,t)=>e?[`${binSql(e,`v${t}`)} AS b${t}`]:[]),[u={}]=await e.query(`SELECT ${c.join(`, `)} FROM (SELECT ${l.join(`, `)} FROM ${i})`);return r.flatMap(({column:e},t)=>{let n=s[t];return n?[toHistogram(e.name,n,t,o,u)]:[]})}function binSql({edges:e,width:t,minimum:n,maximum:r},i){let[a=0]=e,o=[n?.exclusive?n:void 0,r?.exclusive===!1?r:void 0].flatMap(e=>{let n=((e?.value??NaN)-a)/t;return e&&Math.abs(n-Math.round(n))<1e-9?[`WHEN ${i} = ${histograms_double(e.value)} THEN ${Math.round(n)-1}`]:[]}),s=`floor((${i} - ${histograms_double(a)}) / ${histograms_double(t)})`;return o.length?`CASE ${o.join(` `)} ELSE ${s} END`:s}function histograms_double(e){return`CAST('${e}' AS DOUBLE)`}function countSql({edges:e},t){let n=e.length-1;return[...Array.from({length:n},(e,n)=>`count(*) FILTER (WHERE b${t} = ${n}) AS c${t}_${n}`),`count(*) FILTER (WHERE b${t} < 0) AS below${t}`,`count(*) FILTER (WHERE b${t} >= ${n}) AS above${t}`].join(`, `)}function toHistogram(e,t,n,r,i){let{edges:a,minimum:o,maximum:s}=t,c=Number(r.n),l=Number(r[`r${n}`]);return{column:e,rows:c,nulls:c-l,unreadable:l-Number(r[`v${n}`]),...o?{minimum:o}:{},...s?{maximum:s}:{},edges:a,counts:Array.from({length:a.length-1},(e,t)=>Number(i[`c${n}_${t}`])),below:Number(i[`below${n}`]),above:Number(i[`above${n}`])}}var j=n(60276),M=n(15118);function judgeAge(e,t,n,r){if(t===null)return{status:`not-applicable`,reason:`the column holds no value to be dated`};let i=(0,M.g)(r.instant,n),a=Date.parse(`${t.replace(` `,`T`).replace(/(\.\d{3})\d+$/,`$1`)}${t.includes(`:`)?`Z`:``}`),o=a>=i.getTime(),s=e.kind===`freshness`?`newest`:`oldest`;return{status:`counted`,checked:1,failing:+!o,holds:o,received:`${s} is ${t}, ${showAge(r.instant.getTime()-a)} before ${r.instant.toISOString()} (${r.statedBy===`contract`?`as of the date that the contract states, not of today`:`now`})`}}function showAge(e){let t=e/36e5;return Math.abs(t)<48?`${Number(t.toFixed(1))} hours`:`${Number((t/24).toFixed(1))} days`}var N=n(68601);function holds(e,t){switch(e.operator){case`=`:return t===e.value;case`!=`:return t!==e.value;case`>`:return t>e.value;case`>=`:return t>=e.value;case`<`:return t<e.value;case`<=`:return t<=e.value;case`between`:return t>=e.low&&t<=e.high;case`not between`:return t<e.low||t>e.high}}function compareCount(e,t,{comparison:n,unit:r},i=``){let a=t===0?0:100*e/t,o=r===`percent`?a:e,s=r===`percent`?`${Number(a.toPrecision(6))} % (${e} rows)`:`${e} rows`;return{status:`counted`,checked:t,failing:e,holds:holds(n,o),received:s+i}}let keyOf=e=>JSON.stringify(e.map(({raw:e})=>e).sort());async function countAllRepeats(e,t,n,{rows:r,withNull:i,distinctHashes:a}){let o=new Map;for(let{rule:s,columns:c}of n.uniqueRules){let n=keyOf(c),l=r-(i.get(s.id)??0);if(o.has(n)||a.get(s.id)===l)continue;let u=c.flatMap(({source:e})=>e??[]);o.set(n,await(0,N.O)(e,t,u,{repeats:a.has(s.id)}))}return o}function orderedColumns({ageRules:e,rowRules:t}){let n=[...e,...t.filter(isBound)].filter(({column:e})=>e.source!==void 0);return[...new Set(n.map(({column:e})=>e))]}function isBound({test:e}){return e.test===`at-least`||e.test===`at-most`}function extremeOf(e,{raw:t,column:n},r){let{smallest:i,largest:a}=r.extremes.get(t)??{},o=e.test===`at-least`?i:a;if(!isBound({test:e})||o==null||(0,A.tV)(n.classification))return{};let s=(0,A.QS)(String(o),!1).value;return{received:`the ${e.test===`at-least`?`smallest`:`largest`} is ${s}`}}function judgeCounts(e,t,n,r,i){let a=new Map,{rows:o}=t;for(let{rule:n,test:r,column:s}of e.rowRules){let e=t.breaking.get(n.id)??0,c=s.column.path.length===1,l=r.test===`not-null`&&c?o:t.present.get(s.row)??0;a.set(n.id,`comparison`in r?compareCount(e,o,r):{status:`counted`,checked:l,failing:e,...i?extremeOf(r,s,t):{}})}for(let{rule:n,column:r,stored:i}of e.wholeColumn){let e=t.present.get(r.raw)??0,o=e===0&&!r.isTyped;a.set(n.id,{status:`counted`,checked:e,failing:e,holds:o,received:i})}for(let{rule:r,test:i,columns:s,nullsFail:c}of e.uniqueRules){let{groups:e,members:l,extra:u}=n.get(keyOf(s))??{groups:0,members:0,extra:0},d=t.withNull.get(r.id)??0,f=`${u} rows repeat an earlier one: ${e} values occur in ${l} rows`;if(i.test===`count-duplicates`){a.set(r.id,compareCount(u,o,i,u?` (${f})`:``));continue}let p=c?d:0,m=[u?f:``,p?`${p} rows have a null`:``].filter(e=>e!==``);a.set(r.id,{status:`counted`,checked:c?o:o-d,failing:u+p,...m.length?{received:m.join(`; `)}:{}})}for(let{rule:t,test:n}of e.totalRules){let e=holds(n.comparison,o),r=+!e;a.set(t.id,{status:`counted`,checked:1,failing:r,holds:e,received:`${o} rows`})}for(let{rule:n,test:i,column:o}of e.ageRules){let{smallest:e=null,largest:s=null}=t.extremes.get(o.raw)??{};a.set(n.id,judgeAge(n,i.test===`newest`?s:e,i.span,r))}return a}function writeNotes(e,t,n,r){let i=[];r.rows===0&&i.push(`the data hold no rows: nothing was tested`),t.key.length>0||t.columns.some(({constraints:e})=>e.some(e=>e.demand.kind===`unique`))||i.push(`no column or set of columns is declared unique; ${n.stored===void 0?`rows are identified by their number`:`a row of a warehouse has no number, so nothing identifies those that fail`}`),n.stored!==void 0&&i.push(`the rows stand in a warehouse: no digest binds this result to them, and a table that is written to meanwhile may differ from query to query`);let{undeclared:a}=n;if(a.length>0){let e=a.slice(0,10).join(`, `),t=a.length>10?` and ${a.length-10} more`:``;i.push(`the contract does not declare ${a.length} of the columns: ${e}${t}`)}for(let e of n.present){let t=r.notNumbers.get(e.raw)??0;t>0&&i.push(`${e.column.name} holds ${t} NaN, which are neither null nor within any bound`)}let o=new Set(n.present.map(({column:e})=>e.name));for(let{name:e}of t.columns){let t=n.undeclared.find(t=>t.toLowerCase()===e.toLowerCase());!o.has(e)&&t&&i.push(`the absent column ${e} is there as ${t}: names are case-sensitive`)}return e.asOf!==void 0&&i.push(`ages are measured as of ${e.asOf}, which the contract states (proofmarkAsOf), not of today`),i}function refuseOnTrino({name:e},t,n){if(e!==`trino`)return new Map;let r=new Map(n.map(e=>[e.column.name,e]));return new Map(t.flatMap(e=>{let t=reasonOf(e,r.get(e.column??``));return t===void 0?[]:[[e.id,{status:`unsupported`,reason:`not on Trino yet: ${t}`}]]}))}function reasonOf({plan:e,outer:t},n){if(e.status!==`enforced`)return;if(t!==void 0)return`it is about what lies inside of a column`;let{test:r}=e;switch(r.test){case`sql`:return`a stranger's SQL is judged by DuckDB's parser`;case`distribution`:return`profiles are made by DuckDB`;case`item-count`:case`distinct-items`:case`field-count`:case`has-fields`:case`dimensions`:case`elements`:case`unit-length`:return`it is about what lies inside of a column`;case`checksum`:case`present`:case`type`:case`not-null`:case`count-nulls`:case`count-rows`:case`row-count-change`:case`unique`:case`count-duplicates`:case`refers`:return;case`length`:case`matches`:return aboutFloatText(n)??aboutTypedText(n);case`count-invalid`:return(r.re2===void 0?void 0:aboutFloatText(n))??aboutTypedText(n);default:return aboutTypedText(n)}}function aboutFloatText(e){return e?.family===`float`?`it is about the text of a floating-point number`:void 0}function aboutTypedText(e){return e?.family===`text`&&(0,w.Tb)(e.column.type)!==void 0?`the column keeps its ${e.column.type} values as text`:void 0}function nestedViolation(e,t){let{value:n,valueFamily:r,physicalType:i}=t;return e.test===`field-count`||e.test===`has-fields`?r===`object`||r===`map`?{sql:fieldViolation(e,t)}:storedOtherwise(i):r===`array`?{sql:listViolation(e,n)}:storedOtherwise(i)}function storedOtherwise(e){return{status:`not-applicable`,reason:`the column is stored as ${e}`}}function listViolation(e,t){let n=`list_transform(${t}, lambda x: try_cast(x AS DOUBLE))`;switch(e.test){case`item-count`:return outside(`len(${t})`,e.limit);case`distinct-items`:return`len(list_distinct(${t})) + least(len(${t}) - list_count(${t}), 1) < len(${t})`;case`dimensions`:return`len(${t}) <> ${e.size}`;case`elements`:{let{low:r,high:i,isWhole:a}=e;return`len(list_filter(${n}, lambda x: coalesce(${`x BETWEEN ${r} AND ${i}${a?` AND x = trunc(x)`:``}`}, false))) < len(${t})`}case`unit-length`:return`coalesce(abs(sqrt(list_sum(list_transform(${n}, lambda x: x * x))) - 1) > ${e.within}, len(${t}) = 0)`}}function fieldViolation(e,t){let{value:n,type:r}=t,i=r.kind===`struct`&&!isTextual(t)?r.fields:void 0,field=e=>i?i.some(t=>t.name===e)?`struct_extract(${n}, ${(0,p.eu)(e)})`:`NULL`:`${n}[${(0,p.eu)(e)}]`;return e.test===`has-fields`?`(${n} IS NOT NULL AND (${e.names.map(e=>`${field(e)} IS NULL`).join(` OR `)}))`:`(${n} IS NOT NULL AND ${outside(`(${i?i.map(({name:e})=>`(${field(e)} IS NOT NULL)::INTEGER`).join(` + `)||`0`:`cardinality(${n})`})`,e.limit)})`}function isTextual({family:e,column:t}){return e===`text`&&(0,w._$)(t.type)}function outside(e,t){return`atLeast`in t?`${e} < ${t.atLeast}`:`${e} > ${t.atMost}`}let P=Object.fromEntries(Object.entries({TINYINT:8n,SMALLINT:16n,INTEGER:32n,BIGINT:64n,HUGEINT:128n}).flatMap(([e,t])=>[[e,[-(2n**(t-1n)),2n**(t-1n)-1n]],[`U${e}`,[0n,2n**t-1n]]]));function breaksBound(e,{side:t,bound:n,exclusive:r}){let i=t===`at-least`?r?`<=`:`<`:r?`>=`:`>`,{dialect:a,value:o,physicalType:s}=e;switch(e.valueFamily){case`integer`:return integerBreaks(a,o,integerType(e),t,n,r);case`float`:return e.family===`text`?decimalBreaks(a,o,e.numeral,n,i):`(${a.isNan(o)} OR ${o} ${i} ${constant(a,n,s)})`;default:return decimalBreaks(a,`CAST(${o} AS DOUBLE)`,o,n,i)}}function constant(e,t,n){return`CAST('${t}' AS ${e.castType(n)})`}function integerType(e){return e.family===`text`?(0,w.TK)(e.column)?`UHUGEINT`:`HUGEINT`:e.physicalType}function isValueOf(e,t){let{floor:n,isWhole:r}=floorOf(t),i=P[e];if(i)return r&&n>=i[0]&&n<=i[1];let[,a,o]=/^DECIMAL\((\d+),\s*(\d+)\)$/.exec(e)??[];if(a===void 0||o===void 0)return Number.isFinite(e===`FLOAT`?Math.fround(Number(t)):Number(t));let[s=``,c=``]=t.replace(/^[-+]/,``).split(`.`);return s.replace(/^0+/,``).length<=Number(a)-Number(o)&&c.replace(/0+$/,``).length<=Number(o)}function integerBreaks(e,t,n,r,i,a){let{floor:o,isWhole:s}=floorOf(i),[c,l]=P[n]??[0n,0n];if(r===`at-least`){let r=s&&!a?o:o+1n;return r<=c?`false`:r>l?`${t} IS NOT NULL`:`${t} < ${constant(e,r,n)}`}let u=s&&a?o-1n:o;return u>=l?`false`:u<c?`${t} IS NOT NULL`:`${t} > ${constant(e,u,n)}`}function floorOf(e){let[t=`0`,n=``]=e.split(`.`),r=/^0*$/.test(n),i=BigInt(t===`-`||t===``?`0`:t);return{floor:!r&&e.startsWith(`-`)?i-1n:i,isWhole:r}}function decimalBreaks(e,t,n,r,i){let[a=``,o=``]=r.replace(`-`,``).split(`.`),s=a.replace(/^0+/,``).length+1,c=i.charAt(0),l=constant(e,r,`DOUBLE`);if(s+o.length>38)return`${t} ${i} ${l}`;let u=`DECIMAL(38, ${38-s})`;return`CASE WHEN ${t} ${c}= ${l} THEN CASE WHEN ${t} ${c} ${l} THEN true ELSE ${`try_cast(${n} AS ${u}) ${i} ${constant(e,r,u)}`} END ELSE false END`}function breaksMultiple(e,t){let[n=`0`,r=``]=t.split(`.`),i=r.replace(/0+$/,``);if(i.length>18||n.length+18>38)return;if(e.valueFamily===`integer`){let t=BigInt(n+i),r=10n**BigInt(i.length)%t,number=t=>constant(e.dialect,t,`HUGEINT`),a=`(CAST(${e.value} AS ${e.dialect.castType(`HUGEINT`)}) % ${number(t)})`;return i===``?`${a} <> 0`:`(${a} * ${number(r)}) % ${number(t)} <> 0`}let a=e.family===`text`?e.numeral:`CAST(${e.value} AS VARCHAR)`,o=`DECIMAL(38, 18)`;return`(${e.value} IS NOT NULL AND coalesce(try_cast(${a} AS ${o}) % ${constant(e.dialect,t,o)} <> 0, true))`}let notApplicable=e=>({status:`not-applicable`,reason:e}),unsupported=e=>({status:`unsupported`,reason:e});function violation(e,t,n){let{dialect:r,raw:i,value:a,family:o,valueFamily:s,physicalType:c}=t,l=[`integer`,`decimal`,`float`].includes(s),u=o===`text`?i:r.text(i,o);switch(e.test){case`type`:return typeViolation(t);case`not-null`:case`count-nulls`:return{sql:t.within?`(${t.within} AND ${i} IS NULL)`:`${i} IS NULL`};case`among`:return{sql:`NOT (${isAmong(t,e.values)})`};case`matches`:return{sql:`NOT ${r.matches(u,e.re2)}`};case`time-format`:return o===`text`?{sql:`${i} IS NOT NULL AND try_strptime(${i}, ${(0,p.eu)(e.strptime)}) IS NULL`}:notApplicable(`a format is about text; the column is stored as ${c}`);case`length`:return{sql:`atLeast`in e?`length(${u}) < ${e.atLeast}`:`length(${u}) > ${e.atMost}`};case`integer-range`:return!l||s===`float`?notApplicable(`the column is stored as ${c}`):{sql:`(${breaksBound(t,{side:`at-least`,bound:e.low,exclusive:!1})} OR ${breaksBound(t,{side:`at-most`,bound:e.high,exclusive:!1})})`};case`at-least`:case`at-most`:{if(l)return{sql:breaksBound(t,{side:e.test,...e})};let n={date:`DATE`,timestamp:`TIMESTAMP`,time:`TIME`}[s];if(!n||s!==t.column.type)return notApplicable(`the column is stored as ${c}, which has no such order`);let i=`${e.test===`at-least`?`<`:`>`}${e.exclusive?`=`:``}`;return{sql:`${r.moment(a,n)} ${i} ${n} ${(0,p.eu)(e.bound)}`}}case`multiple`:{if(!l)return notApplicable(`the column is stored as ${c}, which is no number`);let n=breaksMultiple(t,e.divisor);return n?{sql:n}:unsupported(`the divisor ${e.divisor} has too many digits`)}case`count-among`:return{sql:countAmong(t,e.values,n)};case`count-invalid`:return{sql:`(${i} IS NOT NULL AND (${[e.values?`NOT (${isAmong(t,e.values)})`:void 0,e.re2===void 0?void 0:`NOT ${r.matches(u,e.re2)}`].filter(e=>e!==void 0).join(` OR `)}))`};case`zoned`:return zoneViolation(t,e.required);default:return nestedViolation(e,t)}}function zoneViolation({dialect:e,raw:t,value:n,family:r,physicalType:i},a){if(r===`text`){let r=e.matches(t,`(?:^|[T ])[0-9:.]+ ?${w.e$}$`);return{sql:`(${n} IS NOT NULL AND ${a?`NOT `:``}${r})`}}return r!==`timestamp`&&r!==`time`?notApplicable(`the column is stored as ${i}`):i.includes(`TIME ZONE`)===a?{sql:`false`}:{wholeColumn:`stored as ${i}`}}function typeViolation(e){let{raw:t,value:n,family:r,physicalType:i}=e;return r!==`text`||e.isTyped?(0,w.p9)(e)?{sql:`false`}:{wholeColumn:`stored as ${i}`}:{sql:n===t?`false`:`(${t} IS NOT NULL AND ${n} IS NULL)`}}function isAmong(e,t){let{dialect:n,raw:r,value:i,family:a,valueFamily:o}=e,s=e.source!==void 0,c=t.filter(e=>e.type!==`null`);if(o===`integer`||o===`decimal`||o===`float`){let t=o===`integer`?integerType(e):a===`text`?`DOUBLE`:e.physicalType,r=c.map(e=>String(e.value)).filter(e=>/^[-+]?\d+(\.\d+)?$/.test(e)&&isValueOf(t,e)).map(e=>constant(n,e,t));return r.length?n.isIn(i,r,s):noneOf(i)}if(o===`boolean`){let e=c.map(e=>String(e.value)).filter(e=>/^(true|false)$/.test(e));return e.length?`${i} IN (${e.join(`, `)})`:noneOf(i)}let l=a===`text`?r:n.text(r,a),u=c.map(e=>(0,p.eu)(String(e.value)));return u.length?n.isIn(l,u,s):noneOf(r)}function noneOf(e){return`CASE WHEN ${e} IS NOT NULL THEN false END`}function countAmong(e,t,n){let r=t.some(e=>e.type===`null`||n.includes(String(e.value))),i=t.filter(e=>e.type!==`null`).map(e=>(0,p.eu)(String(e.value))),a=isAmong(e,t),o=i.length?` OR ${e.dialect.text(e.raw,e.family)} IN (${i.join(`, `)})`:``,s=e.family===`float`&&i.some(e=>/^'nan'$/i.test(e))?` OR ${e.dialect.isNan(e.raw)}`:``;return`(${r?`${e.raw} IS NULL OR `:``}(${e.raw} IS NOT NULL AND (coalesce(${a}, false)${o}${s})))`}function sortRules(e,t,n,r,i){let a=new Map(t.map(e=>[e.column.name,e])),o={settled:new Map,rowRules:[],uniqueRules:[],sqlRules:[],ageRules:[],totalRules:[],keyRules:[],driftRules:[],fileRules:[],wholeColumn:[]};for(let t of e){let e=sortRule(t,a,n,r,i,o);e&&o.settled.set(t.id,e)}return o}function sortRule(e,t,n,r,i,a){if(e.plan.status!==`enforced`)return e.plan;let{test:o}=e.plan,s=t.get(e.column??``);switch(o.test){case`present`:return presence(s,e,t,i);case`count-rows`:a.totalRules.push({rule:e,test:o});return;case`sql`:a.sqlRules.push({rule:e,test:o});return;case`unique`:case`count-duplicates`:{let n=columnsNamed(o.columns,t);if(!Array.isArray(n))return n;let r=`nullsFail`in o&&o.nullsFail;a.uniqueRules.push({rule:e,test:o,columns:n,nullsFail:r});return}case`refers`:{let n=columnsNamed(o.columns,t);if(!Array.isArray(n))return n;a.keyRules.push({rule:e,columns:n,to:o.to});return}case`distribution`:if(e.column!==void 0&&!s)return absentColumn(e.column);a.driftRules.push({rule:e,test:o,column:s});return;case`checksum`:a.fileRules.push({rule:e,test:o});return;case`row-count-change`:a.driftRules.push({rule:e,test:o,column:void 0});return;case`newest`:case`oldest`:if(!s)return absentColumn(e.column);if(s.valueFamily!==`date`&&s.valueFamily!==`timestamp`)return{status:`not-applicable`,reason:`the column is stored as ${s.physicalType}`};a.ageRules.push({rule:e,test:o,column:s});return;default:{if(!s)return absentColumn(e.column);let t=`re2`in o&&o.re2!==void 0?r.get(o.re2):void 0;if(t!==void 0)return{status:`unsupported`,reason:t};let i=violation(o,s,n);if(`sql`in i)a.rowRules.push({rule:e,test:o,column:s,breaks:i.sql});else if(`wholeColumn`in i)a.wholeColumn.push({rule:e,column:s,stored:i.wholeColumn});else return i;return}}}function presence(e,t,n,r){return e?e.within!==void 0&&r!==`typed`?{status:`not-applicable`,reason:"records of JSON may leave it out; `required` forbids that"}:{status:`counted`,checked:1,failing:0}:t.outer!==void 0&&!n.has(t.outer)?absentColumn(t.outer):{status:`counted`,checked:1,failing:1,received:`absent`}}function columnsNamed(e,t){let n=e.find(e=>!t.has(e));return n===void 0?e.flatMap(e=>t.get(e)??[]):absentColumn(n)}function absentColumn(e){return{status:`not-applicable`,reason:`the column ${e??``} is absent`}}async function refusePatterns(e,t){let n=new Set;for(let{plan:e}of t)e.status===`enforced`&&`re2`in e.test&&e.test.re2!==void 0&&n.add(e.test.re2);let{matches:r}=(0,m.E)(e),probe=t=>e.query(`SELECT ${t.map((e,t)=>`${r(`''`,e)} AS p${t}`).join(`, `)}`),i=[...n],a=new Map;if(i.length===0||await probe(i).catch(()=>void 0))return a;for(let e of i)await probe([e]).catch(t=>{a.set(e,`the pattern cannot run: ${t instanceof Error?t.message:String(t)}`)});return a}let F=/\$?\{(?:table|model|object|schema|dataset)\}/g,ee=/\$?\{(?:column|field|property)\}/g;async function runSqlRules({engine:e,...t},n){if(n.length===0)return new Map;await nameTable(e,t);let r=new Map;for(let[i,{rule:a,test:o}]of n.entries())r.set(a.id,await runOne(e,`proofmark sql ${i}`,substitute(o.query,t.table,a),{rule:a,test:o},t.showValues));return r}async function nameTable(e,{table:t,data:n,columns:r,undeclared:i}){let a=r.filter(({column:e})=>e.path.length===1),o=a.map(({value:e,column:t})=>`${e} AS ${(0,p.Cv)(t.name)}`),s=i.map((e,t)=>`${(0,p.Cv)(e)} AS o${t}`),c=i.map((e,t)=>`o${t} AS ${(0,p.Cv)(e)}`),l=`SELECT ${[...o,...c].join(`, `)} FROM (${(0,w.xj)(a,n,s)})`;await e.select(t.name,l,`view`),t.physicalName.toLowerCase()!==t.name.toLowerCase()&&await e.select(t.physicalName,`SELECT * FROM ${(0,p.Cv)(t.name)}`,`view`)}function substitute(e,t,n){let r=e.replaceAll(F,()=>(0,p.Cv)(t.name)),{column:i}=n;return i===void 0?r:r.replaceAll(ee,()=>(0,p.Cv)(i))}async function runOne(e,t,n,{rule:r,test:i},a){let o=`${(0,d.ZD)(r.location)}: the SQL of ${r.id}`;try{let r=await e.select(t,n,`view`,o),[s]=r;if(r.length!==1||s===void 0)return failed(`its SQL returns ${r.length} columns: expected one number`);let c=`substr(CAST(${(0,p.Cv)(s.name)} AS VARCHAR), 1, ${I})`,l=await e.query(`SELECT ${c} AS v FROM ${(0,p.Cv)(t)} LIMIT 2`),u=l[0]?.v??null,d=u===null||String(u).trim()===``?NaN:Number(u);if(l.length!==1||Number.isNaN(d)){let e=a?showValue(u):`no number`;return failed(`its SQL returns ${l.length>1?`several rows`:l.length===0?`no row`:e}: expected one number`)}let f=holds(i.comparison,d);return{status:`counted`,checked:1,failing:+!f,holds:f,received:String(u)}}catch(e){if(!(e instanceof d.yo))throw e;let t=e.message.startsWith(o)?e.message:`${o}: ${e.message}`,n=a||e.code===`query-refused`?t:`${o}: ${e.code}`;if(e.code!==`engine-timeout`)return failed(n);throw new d.yo(e.code,t,{cause:e,location:r.location})}}let I=200;function showValue(e){return typeof e==`string`?(0,d.ZN)((0,A.QS)(e,!1).value):String(e)}function failed(e){return{status:`counted`,checked:1,failing:1,holds:!1,received:e}}async function collectWarehouseEvidence(e,t,n,r){let i=new Map,a=await warehouse_evidence_findBreaking(e,t);for(let[n,{rule:r,column:o}]of t.entries())i.set(r.id,warehouse_evidence_present(e,[o],a[n]??[]));for(let{rule:t,columns:r,nullsFail:a}of n)i.set(t.id,warehouse_evidence_present(e,r,await findRepeated(e,r,a)));for(let t of r)i.set(t.rule.id,warehouse_evidence_present(e,t.columns,await findLost(e,t)));return i}async function warehouse_evidence_findBreaking(e,t){if(t.length===0)return[];let{engine:n,table:r,columns:i,limit:a}=e,o=keyColumns(e).map(e=>warehouse_evidence_textOf(e,e.raw)),s=t.map(({column:t,breaks:n},r)=>{let i=[warehouse_evidence_textOf(t,t.raw),...o];return`json_format(CAST(min_by(ARRAY[${i.join(`, `)}], ${drawBy(e,i)}, ${a}) FILTER (WHERE ${n}) AS JSON)) AS e${r}`}),[c={}]=await n.query(`SELECT ${s.join(`,
`)} FROM (${(0,w.xj)(i,r)})`);return t.map((e,t)=>shownIn(c[`e${t}`],1))}async function findRepeated({engine:e,table:t,limit:n},r,i){let a=r.map(({raw:e})=>e),o=r.map(e=>warehouse_evidence_textOf(e,e.raw)),s=a.map(e=>`${e} IS NOT NULL`).join(` AND `),c=`SELECT ARRAY[${o.join(`, `)}] AS shown, count(*) AS n FROM (${(0,w.xj)(r,t)})
    WHERE ${s} GROUP BY ${a.join(`, `)} HAVING count(*) > 1`,l=`SELECT ARRAY[${o.join(`, `)}] AS shown, 1 AS n FROM (${(0,w.xj)(r,t)})
    WHERE NOT (${s})`,u=i?`${c} UNION ALL ${l}`:c;return(await e.query(`SELECT json_format(CAST(shown AS JSON)) AS shown FROM (${u}) ORDER BY n DESC, json_format(CAST(shown AS JSON)) LIMIT ${n}`)).flatMap(({shown:e})=>shownIn(`[${String(e)}]`,r.length))}async function findLost(e,t){let{engine:n,table:r,limit:i}=e,a=t.columns.map((e,t)=>warehouse_evidence_textOf(e,`p${t}`)),[o={}]=await n.query(`SELECT json_format(CAST(min_by(ARRAY[${a.join(`, `)}], ${drawBy(e,a)}, ${i}) AS JSON)) AS e
     FROM ${orphansSql(t,r)}`);return shownIn(o.e,t.columns.length)}function keyColumns({columns:e,key:t}){let n=new Map(e.map(e=>[e.column.name,e]));return t.flatMap(e=>n.get(e)??[])}function warehouse_evidence_textOf({dialect:e,family:t},n){return`substr(${e.text(n,t)}, 1, 201)`}function drawBy({seed:e},t){return`xxhash64(to_utf8('${e}|' || ${t.map(e=>`coalesce(${e}, '')`).join(` || '|' || `)}))`}function shownIn(e,t){return(JSON.parse(String(e??`null`))??[]).map(e=>({values:e.slice(0,t),key:e.slice(t)}))}function warehouse_evidence_present(e,t,n){let r=!1,show=(e,t)=>{let n=t!==null&&e?.family===`float`?String(Number(t)):t,i=(0,A.QS)(n,(0,A.tV)(e?.column.classification));r||=i.masked;let a=i.value;return a!==null&&a.length>200?`${a.slice(0,200)}…`:a},i=keyColumns(e);return{rows:n.map(({values:e,key:n})=>{let r=e.map((e,n)=>show(t[n],e)),a=i.map((e,t)=>[e.column.name,show(e,n[t]??null)]);return{value:r.length===1?r[0]??null:r.map(e=>e??`null`).join(` | `),...n.length>0?{key:Object.fromEntries(a)}:{}}}),masked:r}}async function validate(e){let{contract:t,engine:n,options:r,logger:i}=e,o=tableOf(t,r.table),s=(0,c.a)(t,r.environment),l=s.filter(e=>e.table===o.name),{directory:d,files:f,related:p=[]}=e,m=e.stored===void 0?await attachData(n,o,f,d,r.layout??{},viewsOf(o,``),e.names):await attachTable(n,o,e.stored),h=refuseOnTrino(n,l,m.present),g=l.filter(({id:e})=>!h.has(e)),_=await refusePatterns(n,g),v=sortRules(g,m.present,m.nullText,_,m.storage),y=await countRows(n,m.data,m.present,v.rowRules,v.uniqueRules,orderedColumns(v),{hashKeys:m.storage!==`typed`});i.debug(`${y.rows} rows counted`);let b=await countAllRepeats(n,m.data,v,y),x=new Map([...h,...v.settled,...judgeCounts(v,y,b,asOfDate(t,r.now),r.evidenceRows!==0)]),S=await attachTargets({engine:n,contract:t,table:o,directory:d,related:p,attached:m,viewsOf:e=>viewsOf(o,e)},v.keyRules);for(let[e,t]of S.settled)x.set(e,t);for(let e of S.ready)x.set(e.rule.id,await countOrphans(n,m.data,e));let C={engine:n,directory:d,data:m.data,rows:y.rows,columns:m.present};for(let[e,t]of await judgeDrift(C,v.driftRules))x.set(e,t);await addEvidence(e,o,m,v,S.ready,y.rows,x);let w=r.histograms&&r.evidenceRows!==0?await countHistograms(n,m.data,columnsToDraw(m,l,x)):void 0,T={engine:n,data:m.data,table:o,columns:m.present,undeclared:m.undeclared,showValues:r.evidenceRows!==0};for(let[e,t]of await runSqlRules(T,v.sqlRules))x.set(e,t);for(let[e,t]of checkFiles(await m.files,v.fileRules))x.set(e,t);let E=toldElsewhere(t,o,p),D=s.filter(e=>!E.has(e.table)).map(e=>(0,j.S4)(e,x.get(e.id)??elsewhere(e)));return{document:`proofmark/validation`,version:`1.0`,contract:{file:t.file,id:t.id,version:t.version,...t.name===void 0?{}:{name:t.name},document:(0,u.yA)((0,a.JY)(t)),table:o.name,...r.environment===void 0?{}:{environment:r.environment}},data:{files:await m.files,...m.stored===void 0?{}:{stored:{engine:n.name,version:n.version,table:m.stored}},rows:y.rows,columns:m.columns},coverage:(0,j._5)(D),checks:D,...w?{histograms:w}:{},notes:writeNotes(t,o,m,y),status:(0,j.c2)(D,y.rows,r.failOnUnsupported??!1)}}function tableOf(e,t){let n=e.tables.map(({name:e})=>e),r=t===void 0?e.tables[0]:(0,l.uE)(e,t);if(r&&(t!==void 0||e.tables.length===1))return r;throw new d.yo(`contract-invalid`,e.tables.length===0?`${e.file.path}: the contract declares no table under \`schema\`, so there is nothing to validate`:`${e.file.path}: the contract declares ${n.join(`, `)}: say which of them the files hold`+(t===void 0?``:` (received ${t})`))}function columnsToDraw({present:e},t,n){return e.filter(e=>{let r=t.flatMap(t=>{let r=t.column===e.column.name?n.get(t.id):void 0;return r?.status===`counted`&&r.failing>0?[r]:[]}),i=(0,A.tV)(e.column.classification)||r.some(({evidence:e})=>e?.masked);return r.length>0&&!i&&isDrawable(e)})}function toldElsewhere(e,t,n){let r=n.filter(({contract:t})=>t.file.path===e.file.path).flatMap(({table:t})=>t===void 0?[]:(0,l.uE)(e,t)?.name??[]);return new Set(r.filter(e=>e!==t.name))}function elsewhere(e){return e.plan.status===`enforced`?{status:`not-applicable`,reason:`no files were given for the table ${e.table}`}:e.plan}function viewsOf(e,t){let n=new Set([e.name,e.physicalName].map(e=>e.toLowerCase())),free=e=>n.has(e)?free(`${e}_`):e;return[free(`proofmark data${t}`),free(`proofmark rows${t}`)]}function asOfDate(e,t){if(e.asOf===void 0)return{instant:t,statedBy:`clock`};let n=new Date(e.asOf);if(!Number.isNaN(n.getTime()))return{instant:n,statedBy:`contract`};throw new d.yo(`contract-invalid`,`${(0,d.ZD)({file:e.file.path})}: proofmarkAsOf: expected a date and time in ISO 8601, received ${e.asOf}`)}async function addEvidence({engine:e,options:t},n,r,i,a,o,s){let c=t.evidenceRows??10,broken=e=>e.flatMap(e=>{let t=s.get(e.rule.id);return t?.status===`counted`&&t.failing>0?[{...e,failing:t.failing}]:[]});if(c===0)return;let l=new Set(r.present.map(({column:e})=>e.name)),u={engine:e,columns:r.present,key:n.key.filter(e=>l.has(e)),limit:c},d=[broken(i.rowRules),broken(i.uniqueRules),broken(a)],f=t.seed??1,p=await(r.stored===void 0?collectEvidence({...u,table:r.numbered,rows:o,files:r.fileCount,lines:{header:n.layout?.header?.value,quote:n.layout?.quote?.value},sample:{rows:t.sampleRows??5,seed:f},showFile:r.showFile},...d):collectWarehouseEvidence({...u,table:r.data,seed:f},...d));for(let[e,t]of p){let n=s.get(e);n?.status===`counted`&&s.set(e,{...n,evidence:t})}}var L=n(42432),R=n(52077),z=n(63070),B=n(65276),V=n(2801),H=n(68807);async function diffWithBase(e,t,n,r){let{path:i}=t.file;if(!isOutside(i))try{let a=await r.readText(i),o=a===void 0?await findMoved(e,t,n,r):(0,L.J)(a,i,{variables:n});if(o===void 0){e.logger.info(`${i} is not on the base branch: there is nothing to compare it with`);return}return(0,R.h)(o,t)}catch(t){if(!(t instanceof d.yo))throw t;e.logger.warning(`${i} was not compared with the base branch: ${t.message}`,{file:i});return}}function isOutside(e){return(0,i.isAbsolute)(e)||e.startsWith(`..`)}async function findMoved(e,t,n,r){let i=(0,H.P8)(e,e.config),a=isOutside(i)?void 0:await r.readText(i);if(a===void 0)return;let o=(0,z.h)(a,i),{data:s}=(0,B.z)(V.TS,o.value,{what:i,code:`config-invalid`,source:o}),c=[...new Set(s.map(e=>e.contract))].filter(t=>!isOutside(t)&&!(0,_.existsSync)((0,H.lW)(e,t)));for(let e of c.slice(0,20)){let i=await r.readText(e),a=i===void 0?void 0:(0,L.J)(i,e,{variables:n});if(a?.id===t.id)return a}}function withDiff(e,t,n){if(t===void 0)return e;let r=t.status===`fail`&&e.status!==`fail`?n:e.status;return{...e,contractDiff:t,status:r}}var U=n(48161),W=n(77598),te=n(37067),ne=n(44708),G=n(77030),K=n(46466),q=n(40610);let J=new G.BlockList;for(let[e,t]of[[`0.0.0.0`,8],[`10.0.0.0`,8],[`100.64.0.0`,10],[`127.0.0.0`,8],[`169.254.0.0`,16],[`172.16.0.0`,12],[`192.0.0.0`,24],[`192.168.0.0`,16],[`198.18.0.0`,15],[`224.0.0.0`,3]])J.addSubnet(e,t,`ipv4`);for(let[e,t]of[[`::`,96],[`64:ff9b::`,96],[`64:ff9b:1::`,48],[`2002::`,16],[`fc00::`,7],[`fe80::`,10],[`ff00::`,8]])J.addSubnet(e,t,`ipv6`);function isPrivateAddress(e){let t=(0,G.isIP)(e);return t===0||J.check(e,t===4?`ipv4`:`ipv6`)}class PrivateAddressError extends Error{name=`PrivateAddressError`}let publicLookup=(e,t,n)=>{(0,q.lookup)(e,{...t,all:!0},(r,i)=>{let[a]=i??[];return r||!a?n(r??Error(`${e} has no address`),``,0):i.some(({address:e})=>isPrivateAddress(e))?n(new PrivateAddressError(e),``,0):t.all?n(null,i):n(null,a.address,a.family)})},Y=6e4;function isRemote(e){return/^[a-z][a-z0-9+.-]*:\/\//i.test(e)}function showUrl(e){return e.replace(/[?#].*$/s,``).replace(/\/\/[^/@]*@/,`//`)}async function downloadFile(e,t){let n=showUrl(e),a=parse(e,n),o=(a.pathname.split(`/`).at(-1)??``).replaceAll(/[^A-Za-z0-9._-]/g,`_`);(0,f.be)([o]);let s=(0,i.join)(t.directory,`${(0,W.createHash)(`sha256`).update(e).digest(`hex`).slice(0,16)}-${o}`);try{return await save(await download_open(a,n,t,5),s,n,t.maxBytes??2e10),s}catch(e){throw await(0,r.rm)(s,{force:!0}),e instanceof d.yo?e:e instanceof PrivateAddressError?refusePrivate(n,e):new d.yo(`data-missing`,`${n}: the file could not be downloaded: ${(0,d.bD)(e)}; check the address and the network`,{cause:e})}}function parse(e,t){let n=URL.canParse(e)?new URL(e):void 0,r=n===void 0?`it is no URL`:/^https?:$/.test(n.protocol)?n.username||n.password?`a user name or password in it would be logged`:void 0:`received ${n.protocol}//`;if(n&&r===void 0)return n;throw new d.yo(`input-invalid`,`${t}: expected a file, http:// or https://: ${r}; of an object store give a presigned URL, or copy the file in a step before`)}function refusePrivate(e,t){return new d.yo(`input-invalid`,`${e}: addresses of private networks are not opened on pull requests of forks`,{cause:t})}async function download_open(e,t,n,r){let i=e.hostname.replace(/^\[|\]$/g,``);if(!n.privateAddresses&&(0,G.isIP)(i)&&isPrivateAddress(i))throw refusePrivate(t);let a=await request(e,n),{statusCode:o=0,headers:s}=a;if(o===200)return a;if(a.destroy(),[301,302,303,307,308].includes(o)&&s.location!==void 0){if(r===0)throw Error(`it redirects more than 5 times`);let i=parse(new URL(s.location,e).href,t);if(e.protocol===`https:`&&i.protocol===`http:`)throw Error(`it redirects from https to http`);return download_open(i,t,n,r-1)}throw Error(`expected the status 200, received ${o}`)}function request(e,{privateAddresses:t}){let n=e.protocol===`https:`?ne.get:te.get,r=t?{}:{lookup:publicLookup},i={"accept-encoding":`identity`,"user-agent":`proofmark`};return new Promise((t,a)=>{let o=n(e,{headers:i,agent:!1,timeout:Y,...r},t);o.on(`timeout`,()=>o.destroy(Error(`no answer within ${Y/1e3} s`))),o.on(`error`,a)})}async function save(e,t,n,r){let i=e.headers[`content-length`],refuse=e=>{throw new d.yo(`data-invalid`,`${n}: expected at most ${r} bytes, received ${e}`)};i!==void 0&&Number(i)>r&&refuse(i);let a=0;if(await(0,K.pipeline)(e,async function*(e){for await(let t of e)a+=t.length,a>r&&refuse(`more`),yield t},(0,_.createWriteStream)(t,{flags:`wx`,mode:384})),i!==void 0&&a!==Number(i))throw new d.yo(`data-invalid`,`${n}: expected ${(0,d.ZN)(i)} bytes, received ${a}: the download was cut off; run again`)}async function withDownloads({privateAddresses:e,logger:t},n){let a=await(0,r.mkdtemp)((0,i.join)((0,U.tmpdir)(),`proofmark-download-`)),o=new Map,s=new Map,fetchOne=async n=>{let r=isRemote(n)?o.get(n):n;if(r!==void 0)return r;t.info(`Downloading ${showUrl(n)}`);let i=await downloadFile(n,{directory:a,privateAddresses:e});return o.set(n,i),s.set(i,showUrl(n)),i};try{return await n({names:s,fetch:async e=>{let t=[];for(let n of e)t.push(await fetchOne(n));return t}})}finally{await(0,r.rm)(a,{recursive:!0,force:!0})}}function readTrinoServers(e,t,n={}){if((0,a.wz)(e))return[];let{odcs:r}=(0,L.m)(e,t,n.variables??{});return(r.servers??[]).flatMap(e=>e.type===`trino`?[{host:`${String(e.host)}:${String(e.port)}`,catalog:String(e.catalog),schema:String(e.schema),environment:e.environment}]:[])}function completeTableName(e,{catalog:t,schema:n}){let r=splitName(e),i=r&&[...[t,n].slice(0,Math.max(0,3-r.length)),...r];if(i?.length===3&&i.every(e=>e!==void 0&&e!==``))return i.map((e=``)=>/^\w+$/.test(e)?e:(0,p.Cv)(e)).join(`.`);throw new d.yo(`input-invalid`,`the Trino table: expected catalog.schema.table, or less with catalog and schema given, received ${(0,d.ZN)(e)}`)}function tableSql(e){return(splitName(completeTableName(e,{}))??[]).map(p.Cv).join(`.`)}function splitName(e){return/^(?:"(?:[^"]|"")+"|[^".]+)(?:\.(?:"(?:[^"]|"")+"|[^".]+))*$/.test(e)?(e.match(/"(?:[^"]|"")+"|[^".]+/g)??[]).map(e=>e.startsWith(`"`)?e.slice(1,-1).replaceAll(`""`,`"`):e):void 0}var X=n(45467),Z=n(85396);function explainQuery(e,t){let n=`while ${t}: Trino says ${e.errorName}: ${(0,d.Ql)(e.message,500)}`;switch(e.errorName){case`CATALOG_NOT_FOUND`:case`SCHEMA_NOT_FOUND`:case`TABLE_NOT_FOUND`:case`MISSING_CATALOG_NAME`:case`MISSING_SCHEMA_NAME`:return new d.yo(`data-missing`,`${n}; check catalog, schema and table`);case`PERMISSION_DENIED`:return new d.yo(`engine-failed`,`${n}; grant the user SELECT on the table`);case`EXCEEDED_TIME_LIMIT`:return new d.yo(`engine-timeout`,n);default:return new d.yo(`engine-failed`,n)}}function explainStatus(e,t,n,r){let i=n.trim()===``?``:`: ${(0,d.Ql)(n.trim(),500)}`;return t===401||t===403?new d.yo(`engine-failed`,`${e}: Trino refused the credentials (HTTP ${t})${i}; check the user and the password or token`):new d.yo(`engine-failed`,`while ${r}: ${e} answered HTTP ${t}${i}`)}function unreachable(e,t){let n=t instanceof Error&&t.cause!==void 0?(0,d.bD)(t.cause):``,r=[(0,d.bD)(t),n].filter(Boolean).join(`: `);return new d.yo(`engine-unavailable`,`${e}: Trino cannot be reached: ${(0,d.Ql)(r,500)}; check the address, the network and the certificate`,{cause:t})}function wentAstray(e,t){return new d.yo(`engine-failed`,`${e}: expected the next page at the same address, received ${(0,d.ZN)(t)}; behind a proxy set http-server.process-forwarded=true on the Trino server`)}let toExact=(e,t,n)=>typeof t==`number`&&!Number.isSafeInteger(t)&&/^-?\d+$/.test(n?.source??``)?BigInt(n?.source??``):t;function parseExactly(e){return JSON.parse(e,toExact)}function toPortValue(e,t){switch(typeof e){case`bigint`:case`boolean`:case`number`:return e;case`string`:return t===`double`||t===`real`?Number(e):t.startsWith(`timestamp`)?values_instant(e):e;default:return e===null?null:JSON.stringify(e,(e,t)=>showBigint(t))}}function values_instant(e){return e.replace(` `,`T`).replace(/ UTC$/,`Z`)}function showBigint(e){return typeof e==`bigint`?String(e):e}async function runStatement(e,t,n){let r=AbortSignal.timeout(e.queryTimeoutMs),i;try{let a=await send(e,`${e.server}/v1/statement`,{method:`POST`,body:t},r,n),o=[],s=[];for(;;){if(a.error)throw explainQuery(a.error,n);o=a.columns??o;for(let e of a.data??[])s.push(rowOf(o,e));let{completedSplits:t=0,totalSplits:c=0}=a.stats??{};if(e.logger.progress(t,c,n),i=a.nextUri,i===void 0)return s;if(!isOfServer(i,e.server))throw wentAstray(e.server,i);a=await send(e,i,{method:`GET`},r,n)}}catch(n){throw i!==void 0&&isOfServer(i,e.server)&&await cancel(e,i),r.aborted?(0,Z.i)(e.queryTimeoutMs,t):n}}function rowOf(e,t){return Object.fromEntries(e.map(({name:e,type:n},r)=>[e,toPortValue(t[r]??null,n)]))}function isOfServer(e,t){return URL.canParse(e)&&new URL(e).origin===new URL(t).origin}async function send({server:e,headers:t},n,r,i,a){for(let o=0;;o++){let s=await fetch(n,{...r,headers:t,signal:i,redirect:`error`}).catch(t=>{throw i.aborted?t:unreachable(e,t)}),c=await s.text();if(s.ok)return parseExactly(c);if(![429,502,503,504].includes(s.status)||o===5)throw explainStatus(e,s.status,c,a);await new Promise(e=>setTimeout(e,100*2**o))}}async function cancel({headers:e},t){await fetch(t,{method:`DELETE`,headers:e,signal:AbortSignal.timeout(2e3),redirect:`error`}).catch(()=>void 0)}async function openTrino(e){let t=connect(e),run=(e,n)=>{if(!/^\s*(SELECT|WITH|DESCRIBE)\b/i.test(e))throw Error(`only statements that read go to Trino`);return runStatement(t,e,n)},[n]=await run(`SELECT version() AS version`,`connecting to Trino`);return{name:`trino`,version:String(n?.version),query:e=>run(e,`running a query`),async find(e){let t=tableSql(e);return{sql:t,columns:(await run(`DESCRIBE ${t}`,`reading the columns of ${e}`)).map(({Column:e,Type:t})=>({name:String(e),type:String(t)}))}},attach:()=>refuse(`reading files`),select:()=>refuse(`running a stranger's SQL`),load:()=>refuse(`loading a table`),stream:()=>{throw notHere(`streaming rows`)},close:async()=>void 0}}function connect({server:e,user:t,credentials:n,queryTimeoutMs:r,logger:i}){let a=r??p.t1;return refuseUnsafeServer(e,n!==void 0),{server:e.replace(/\/+$/,``),queryTimeoutMs:a,logger:i??X.q,headers:{"X-Trino-User":headerText(t,`user`),"X-Trino-Source":`proofmark`,"X-Trino-Time-Zone":`UTC`,"X-Trino-Client-Capabilities":`PARAMETRIC_DATETIME`,"X-Trino-Session":`query_max_run_time=${Math.ceil(a/1e3)}s`,...n===void 0?{}:{Authorization:authorization(t,n)}}}}function authorization(e,t){return`token`in t?`Bearer ${headerText(t.token,`token`)}`:`Basic ${Buffer.from(`${e}:${t.password}`).toString(`base64`)}`}function headerText(e,t){if(e!==``&&/^[\x20-\x7e]*$/.test(e))return e;throw new d.yo(`input-invalid`,`the Trino ${t}: expected printable ASCII, without line breaks`)}function refuseUnsafeServer(e,t){let n=URL.canParse(e)?new URL(e):void 0;if(!n||!/^https?:$/.test(n.protocol)||n.username||n.password||n.search||n.hash)throw new d.yo(`input-invalid`,`the Trino server: expected an address such as https://trino.example.com, without user and password, received ${(0,d.ZN)(n?`${n.protocol}//${n.host}`:e)}`);let r=/^(localhost|127\.0\.0\.1|\[::1\])$/.test(n.hostname);if(t&&n.protocol===`http:`&&!r)throw new d.yo(`input-invalid`,`the Trino server ${n.origin}: a password or token is not sent without TLS; use https`)}function notHere(e){return new d.yo(`input-invalid`,`${e} is not on Trino yet; use files, which DuckDB reads`)}async function refuse(e){throw notHere(e)}function placeTable({trino:e={},config:t},n,r,i,a){let o=chooseServer(r,a),s=e.server??n.server??(o&&addressOf(o.host));if(s===void 0)throw new d.yo(`config-invalid`,r.length>1?`${t}: data: the contract names ${r.length} servers of type trino: expected trino: {server: URL}, or an environment that one of them has`:`${t}: data: no Trino server is named: expected trino: {server: URL}, or one server of type trino in the contract`);let{catalog:c=o?.catalog,schema:l=o?.schema,table:u=i}=n;return{server:s,user:e.user??n.user??`proofmark`,name:completeTableName(u,{catalog:c,schema:l})}}function chooseServer(e,t){return e.length===1?e[0]:t===void 0?void 0:e.find(e=>e.environment===t)}function addressOf(e){return`${/^(localhost|127\.0\.0\.1):/.test(e)?`http`:`https`}://${e}`}function connectTrino(e,{server:t,user:n},r){let{server:i,password:a,token:o}=e.trino??{};if(!r&&i===void 0)throw new d.yo(`input-invalid`,`the Trino server ${(0,d.ZN)(t)} is named by a pull request of a fork, which could name any: name the server in the workflow (input trino-server)`);if((a!==void 0||o!==void 0)&&i===void 0)throw new d.yo(`input-invalid`,`a Trino password or token is given without its server: name the server beside it (input trino-server, or TRINO_SERVER), since the configuration and the contract of a pull request could name any`);if(a!==void 0&&o!==void 0)throw new d.yo(`input-invalid`,`a Trino password and a token are given: expected one of them`);return openTrino({server:t,user:n,credentials:o===void 0?a===void 0?void 0:{password:a}:{token:o},logger:e.logger})}var re=n(11029);async function findTables(e,t){let{contract:n,files:r=[],trinoTable:i,table:a,environment:o,variables:s,sampleRows:c,seed:l}=t;if(n!==void 0&&(r.length>0||i!==void 0))return{tables:await readTables(e,{contract:n,files:r,trino:i===void 0?void 0:{table:i},table:a,environment:o,variables:s??{},sampleRows:c,seed:l}),chosen:new Set([0])};if(i!==void 0)throw new d.yo(`input-invalid`,`the Trino table ${i} is given without its contract: expected contract: FILE beside it`);let{config:u}=await(0,re.oi)(e),f=u.data.flatMap(e=>sectionsOf(e,r)).map(e=>({...e,environment:o??e.environment,variables:{...e.variables,...s},sampleRows:c??e.sampleRows,seed:l??e.seed})),p=await Promise.all(f.map(t=>readTables(e,t))),m=f.flatMap((e,t)=>(p[t]??[]).map(t=>({section:e,own:t}))),h=new Set(m.flatMap(({section:e,own:t},r)=>(n??e.contract)===e.contract&&(a??t.table)===t.table?[r]:[]));if(h.size===0){let t=[n&&`the contract ${n}`,a&&`the table ${a}`].filter(Boolean),r=t.length===0?`data is empty`:`no section of data names ${t.join(` and `)}`;throw new d.yo(`config-invalid`,`${e.config}: ${r}: expected data: [{contract: FILE, files: GLOB}]`)}return{tables:m.map(({own:e})=>e),chosen:h}}function sectionsOf(e,t){let{contract:n,environment:r,variables:i={},"sample-rows":a,seed:o,delimiter:s}=e,c={contract:n,environment:r,variables:i,sampleRows:a,seed:o,...s===void 0?{}:{layout:{delimiter:s}}},l=t.length>0?t:e.files&&(0,H.R8)(e.files);if(l)return[{...c,files:l,trino:void 0,table:e.table}];let u=Object.entries(e.tables??{});return u.length>0?u.map(([e,t])=>({...c,table:e,files:(0,H.R8)(t.files),trino:void 0})):[{...c,files:[],trino:e.trino,table:e.table}]}async function readTables(e,t){let n=await(0,o.Gu)((0,H.lW)(e,t.contract),`the data contract`,{shownAs:t.contract}),r=(0,H.P8)(e,t.contract),i=(0,L.J)(n,r,{variables:t.variables}),{trino:a,...s}=t;if(t.files.length>0)return[{...s,contract:i,stored:void 0}];let c=readTrinoServers(n,r,{variables:t.variables});if(a===void 0&&c.length===0)throw new d.yo(`config-invalid`,`${e.config}: data: the section of ${t.contract} names no data: expected files: GLOB, tables: {NAME: {files: GLOB}} or trino: {server: URL}`);let l=i.tables.filter(({name:e})=>(t.table??e)===e);if(l.length===0||l.length>1&&a?.table!==void 0)throw new d.yo(`config-invalid`,`${e.config}: data: the section of ${t.contract}: expected table: one of ${i.tables.map(({name:e})=>e).join(`, `)}, ${t.table===void 0?`as it names one table in Trino`:`received ${t.table}`}`);return l.map(({name:n,physicalName:r})=>({...s,table:n,contract:i,stored:placeTable(e,a??{},c,r,t.environment)}))}function validateData(e,t={}){let{privateAddresses:n=!0}=t;return withDownloads({privateAddresses:n,logger:e.logger},n=>validateAll(e,t,n))}async function validateAll(e,t,{fetch:n,names:r}){let c=[],{tables:l,chosen:u}=await findTables(e,t),d=[];for(let e of l)d.push({...e,files:await n(e.files)});for(let[n,l]of d.filter((e,t)=>u.has(t)).entries()){let{stored:u}=l,f=u?[u.name]:l.files.map(e=>r.get(e)??e);e.logger.info(`Checking ${f.join(`, `)} against ${l.contract.file.path}`);let p=await(u?connectTrino(e,u,t.privateAddresses??!0):(0,s.F)((0,H.ll)(e)));try{let s={...await validate({contract:l.contract,files:l.files,names:r,stored:u?.name,directory:e.directory,related:d.filter(e=>e!==l&&e.stored?.server===u?.server).map(e=>({...e,stored:e.stored?.name})),engine:p,options:{now:e.now(),failOnUnsupported:t.failOnUnsupported??!1,histograms:t.histograms??!1,...l.table===void 0?{}:{table:l.table},...l.environment===void 0?{}:{environment:l.environment},...l.sampleRows===void 0?{}:{sampleRows:l.sampleRows},...l.seed===void 0?{}:{seed:l.seed},...l.layout?{layout:l.layout}:{},...t.showRows===!1?{evidenceRows:0}:{}},logger:e.logger}),provenance:(0,H.Jj)(e)},f=t.base?await compareOnce(e,s,l,d.slice(0,n),t.base):s,m=n===0?``:`-${n+1}`,h=(0,i.join)((0,H.lW)(e,e.out),`validation${m}.json`),g=(0,i.join)((0,H.lW)(e,e.out),`contract${m}.json`),{provenance:_}=f;await(0,o.ft)(g,`contract`,{...(0,a.JY)(l.contract),provenance:_}),await(0,o.ft)(h,`validation`,f),c.push({document:f,path:(0,H.P8)(e,h)})}finally{await p.close()}}await removeEarlier(e,c.length);let f=c.map(({document:e})=>e.status);return{validations:c,status:f.includes(`fail`)?`fail`:f.includes(`warn`)?`warn`:`pass`}}async function removeEarlier(e,t){let n=(0,H.lW)(e,e.out);for(let e of await(0,r.readdir)(n))Number(/^(?:validation|contract)-(\d+)\.json$/.exec(e)?.[1])>t&&await(0,r.rm)((0,i.join)(n,e),{force:!0})}async function compareOnce(e,t,{contract:n,variables:r},i,a){return i.some(e=>e.contract.file.path===n.file.path)?t:withDiff(t,await diffWithBase(e,n,r,a),a.onBreaking)}}),7948:((e,t,n)=>{n.d(t,{Ap:()=>familyOf,F5:()=>numeralSql,TK:()=>isUnsigned128,Tb:()=>familyInText,_$:()=>isNested,e$:()=>c,p2:()=>isLocalTime,p4:()=>typedSql,p9:()=>fitsPhysically,xj:()=>readSql});var r=n(99433),i=n(21096),a=n(12252);let o=`[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:[.][0-9]+)?)?`,s=`[0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:[.][0-9]+)?)?`,c=`(?:Z|[+-][0-9]{2}(?::?[0-9]{2})?)`;function familyOf(e){return/\[\d*\]$/.test(e)?`array`:/^(VARCHAR|UUID|ENUM|JSON)/.test(e)?`text`:/^(U?TINYINT|U?SMALLINT|U?INTEGER|U?BIGINT|U?HUGEINT)$/.test(e)?`integer`:/^DECIMAL/.test(e)?`decimal`:/^(FLOAT|DOUBLE)$/.test(e)?`float`:e===`BOOLEAN`?`boolean`:e===`DATE`?`date`:/^TIMESTAMP/.test(e)?`timestamp`:/^TIME/.test(e)?`time`:e.startsWith(`STRUCT`)?`object`:e.startsWith(`MAP`)?`map`:`other`}function familyInText(e){switch(e){case`integer`:case`boolean`:case`date`:case`timestamp`:case`time`:case`object`:case`array`:case`map`:return e;case`vector`:return`array`;case`number`:return`float`;default:return}}function readSql(e,t,n=[]){let r=e.filter(({source:e})=>e!==void 0),i=r.map(({source:e,raw:t})=>`${e} AS ${t}`),a=r.filter(({numeral:e,raw:t})=>e!==t).map(({column:e,numeral:t,raw:n})=>`${numeralSql(e,n)} AS ${t}`),o=r.filter(({value:e,raw:t})=>e!==t).map(e=>`${typedSql(e)} AS ${e.value}`),s=`SELECT ${[...i,...n,...i.length+n.length?[]:[`1 AS nothing`]].join(`, `)} FROM ${t}`,c=a.length?`SELECT *, ${a.join(`, `)} FROM (${s})`:s;return o.length?`SELECT *, ${o.join(`, `)} FROM (${c})`:c}function numeralSql({type:e},t){let n=e===`integer`;return`CASE WHEN ${`NOT (${t} GLOB '*[!0-9${n?``:`.`}]*')`} THEN ${t} WHEN regexp_full_match(${t}, ${(0,a.eu)(n?`[-+]?[0-9]+`:`[-+]?(?:[0-9]+(?:\\.[0-9]*)?|\\.[0-9]+)(?:[eE][-+]?[0-9]+)?`)}) THEN ${t} END`}function typedSql(e){return e.family===`timestamp`?inUtc(e.raw,e):isNested(e.column.type)?parsedJson(e):typedText(e)}function inUtc(e,{dialect:t,column:{timeZone:n}}){return isForeignZone(n)?t.localToUtc(e,n):e}function isForeignZone(e){return e!==void 0&&!(0,r.rr)(e)&&(0,r.kQ)(e)}function isLocalTime({timeZone:e},t){return isForeignZone(e)&&/^TIMESTAMP(_\w+)?$/.test(t)}function isNested(e){return e===`array`||e===`object`||e===`map`||e===`vector`}function parsedJson({column:e,raw:t}){let n=`try_cast(${t} AS JSON)`,r=e.type===`array`||e.type===`vector`;return`CASE WHEN json_type(${n}) = '${r?`ARRAY`:`OBJECT`}' THEN try_cast(${n} AS ${r?`JSON[]`:`MAP(VARCHAR, JSON)`}) END`}function typedText({column:e,dialect:t,raw:n,numeral:r}){let l=e.format===void 0?void 0:(0,i.h)(e.format),formatted=e=>l&&`strptime`in l?`try_strptime(${n}, ${(0,a.eu)(l.strptime)})::${e}, `:``,shaped=(e,t)=>`CASE WHEN regexp_full_match(${n}, '${e}') THEN try_cast(${n} AS ${t}) END`;switch(e.type){case`integer`:return isUnsigned128(e)?`try_cast(${r} AS UHUGEINT)`:`coalesce(try_cast(${r} AS BIGINT)::HUGEINT, try_cast(${r} AS HUGEINT))`;case`number`:return`try_cast(${r} AS DOUBLE)`;case`boolean`:return`CASE WHEN ${n} IN ('true', 'True', 'TRUE', '1') THEN true WHEN ${n} IN ('false', 'False', 'FALSE', '0') THEN false END`;case`date`:return`coalesce(${formatted(`DATE`)}${shaped(`[0-9]{4}-[0-9]{2}-[0-9]{2}`,`DATE`)})`;case`timestamp`:{let r=`CASE WHEN regexp_full_match(${n}, '${o} ?${c}') THEN ${zonedInstant(n)} END`;return`coalesce(${formattedInstant({column:e,dialect:t},n,l)}${inUtc(shaped(o,`TIMESTAMP`),{column:e,dialect:t})}, ${r})`}case`time`:{let t=shaped(s,`TIME`),r=`CASE WHEN regexp_full_match(${n}, '${s} ?${c}') THEN ${zonedInstant(`'2000-01-01 ' || ${n}`)}::TIME END`;return`coalesce(${formatted(`TIME`)}${t}${e.constraints.some(isZoned)?`, ${r}`:``})`}default:return n}}function zonedInstant(e){return`try_cast(${`regexp_replace(${`regexp_replace(${e}, ' ([Z+-])', '\\1')`}, '([T ][0-9]{2}:[0-9]{2})([Z+-])', '\\1:00\\2')`} AS TIMESTAMPTZ)::TIMESTAMP`}function formattedInstant(e,t,n){if(!n||`reason`in n)return``;let r=`try_strptime(${t}, ${(0,a.eu)(n.strptime)})::TIMESTAMP`;return`${n.offset?r:inUtc(r,e)}, `}function isZoned({demand:e}){return e.kind===`time-zone`&&`required`in e&&e.required}function isUnsigned128(e){return e.constraints.some(({demand:e})=>e.kind===`integer-range`&&`format`in e&&e.format===`u128`)}function fitsPhysically({column:e,physicalType:t,family:n}){switch(e.type){case void 0:return!0;case`string`:return n===`text`||t===`BLOB`;case`integer`:return n===`integer`||/^DECIMAL\(\d+,\s*0\)$/.test(t);case`number`:return n===`integer`||n===`decimal`||n===`float`;case`vector`:return n===`array`;case`object`:return n===`object`||n===`map`;default:return n===e.type}}}),68601:((e,t,n)=>{n.d(t,{O:()=>countRepeats});var r=n(76380),i=n(56750);async function countRepeats(e,t,n,{repeats:a=!1}={}){let o=n.map(e=>`${e} IS NOT NULL`).join(` AND `),s=a&&n.length===1?i.D:(0,r.E)(e).repeats,[c]=await e.query(s(t,n,o)),l=Number(c?.groups??0),u=Number(c?.members??0);return{groups:l,members:u,extra:u-l}}}),9141:((e,t,n)=>{n.d(t,{Q:()=>i});var r=n(12252);let i={readsText:!0,planType:e=>e,castType:e=>e,stored:e=>e,localToUtc:(e,t)=>`((${e}) AT TIME ZONE ${(0,r.eu)(t)} AT TIME ZONE 'UTC')`,moment:(e,t)=>`CAST(${e} AS ${t})`,isNan:e=>`isnan(${e})`,isFinite:e=>`isfinite(${e})`,quantile:(e,t)=>`approx_quantile(${e}, ${t})`,matches(e,t){return`${/^\^[^|]*[^\\|]\$$/.test(t)||/^\^\(\?:[^()]*\)\$$/.test(t)?`regexp_full_match`:`regexp_matches`}(${e}, ${(0,r.eu)(t)})`},isIn(e,t,n){let r=t.join(`, `);return`${e} IN (${t.length>8&&n?`SELECT unnest([${r}])`:r})`},text:e=>`CAST(${e} AS VARCHAR)`,extreme:e=>`CAST(${e} AS VARCHAR)`,without:(e,t,n,r)=>`SELECT * FROM (${e}) o ANTI JOIN (${t}) r ON ${n} WHERE ${r}`,repeats(e,t,n){let r=t.join(`, `);return`SELECT count(*) AS groups, coalesce(sum(n), 0)::BIGINT AS members FROM (
    SELECT count(*) AS n FROM ${e} WHERE ${n} AND hash(${r}) IN (
      SELECT h FROM (SELECT hash(${r}) AS h FROM ${e} WHERE ${n}) GROUP BY h HAVING count(*) > 1)
    GROUP BY ${r} HAVING count(*) > 1)`}}}),76380:((e,t,n)=>{n.d(t,{E:()=>dialectOf});var r=n(9141),i=n(12252),a=n(56750);let o={real:`FLOAT`,double:`DOUBLE`,varbinary:`BLOB`,json:`VARCHAR`},s={HUGEINT:`DECIMAL(38, 0)`,UHUGEINT:`DECIMAL(38, 0)`,FLOAT:`REAL`},c={readsText:!1,planType(e){let[,t=``,n=``,r=``]=/^(\w+)(\(.*\))?( with time zone)?$/s.exec(e)??[];switch(t){case`varchar`:case`char`:return`VARCHAR`;case`time`:case`timestamp`:return`${t}${r}`.toUpperCase();case`array`:return`OTHER[]`;case`map`:return`MAP(OTHER, OTHER)`;case`row`:return`STRUCT(inside OTHER)`;default:return o[t]??`${t.toUpperCase()}${n}`}},castType:e=>s[e]??e,stored(e,t){return t===`json`?`json_format(${e})`:t.startsWith(`char`)?`CAST(${e} AS VARCHAR)`:t.endsWith(`with time zone`)&&t.startsWith(`timestamp`)?`CAST(${e} AT TIME ZONE 'UTC' AS TIMESTAMP(12))`:e},localToUtc:(e,t)=>`CAST(with_timezone(${e}, ${(0,i.eu)(t)}) AT TIME ZONE 'UTC' AS TIMESTAMP(12))`,moment:e=>e,isNan:e=>`is_nan(${e})`,isFinite:e=>`is_finite(${e})`,quantile:(e,t)=>`approx_percentile(${e}, ${t})`,matches:(e,t)=>`regexp_like(${e}, ${(0,i.eu)(javaPattern(t))})`,isIn:(e,t)=>`${e} IN (${t.join(`, `)})`,text(e,t){let n=`CAST(${e} AS VARCHAR)`;return t===`timestamp`||t===`time`?`regexp_replace(${n}, '\\.0+$|(\\.\\d*[1-9])0+$', '$1')`:n},extreme(e,t){return t===`float`?e:c.text(e,t)},without:(e,t,n,r)=>`SELECT * FROM (${e}) o WHERE ${r} AND NOT EXISTS (SELECT 1 FROM (${t}) r WHERE ${n})`,repeats:a.D};function javaPattern(e){let t=``,n=!1;for(let[r]of e.matchAll(/\\x\{[^}]*\}|\\.|\[\^?\]?|[^\\]/gsu))n?(n=r!==`]`,t+=r===`&`?`\\&`:r):(n=r.startsWith(`[`),t+=r===`$`?`\\z`:r);return t}function dialectOf({name:e}){switch(e){case`duckdb`:return r.Q;case`trino`:return c}}}),17556:((e,t,n)=>{n.d(t,{MO:()=>detectPersonal,tV:()=>isSensitive,QS:()=>maskValue});var r=n(77030);let i=new Map(`NO15 BE16 DK18 FI18 FO18 GL18 NL18 FK18 SD18 MK19 SI19 AT20 BA20 EE20 KZ20 LT20 LU20 XK20 MN20 CH21 HR21 LI21 LV21 BG22 BH22 CR22 DE22 GB22 GE22 IE22 ME22 RS22 VA22 AE23 GI23 IL23 IQ23 OM23 SO23 TL23 AD24 CZ24 ES24 MD24 PK24 RO24 SA24 SE24 SK24 TN24 VG24 LY25 PT25 IS26 TR26 BI27 DJ27 FR27 GR27 IT27 MC27 MR27 SM27 AL28 AZ28 BY28 CY28 DO28 GT28 HN28 HU28 LB28 NI28 PL28 SV28 BR29 EG29 PS29 QA29 UA29 JO30 KW30 MU30 YE30 MT31 SC31 LC32 RU33`.split(` `).map(e=>[e.slice(0,2),Number(e.slice(2))]));function isIban(e){let t=i.get(e.slice(0,2))??1/0;if(e.length<t)return!1;let n=(e.slice(4,t)+e.slice(0,4)).replaceAll(/[A-Z]/g,e=>String(e.charCodeAt(0)-55));if(!/^\d+$/.test(n))return!1;let r=0;for(let e of n)r=(r*10+Number(e))%97;return r===1}let a=/\b(pii|phi|pci|personal|private|confidential|restricted|sensitive|secret)\b/i;function isSensitive(e){return e!==void 0&&a.test(e.replaceAll(/[_-]/g,` `))}let o=[{what:`e-mail`,finds:e=>/[^\s@,;]+(?:@|%40)[^\s@,;]+\.[\p{L}-]{2,}/u.test(e)},{what:`IBAN`,finds:hasIban},{what:`card number`,finds:hasCard},{what:`IP address`,finds:hasIp},{what:`phone number`,finds:hasPhone}];function detectPersonal(e){let t=e.normalize(`NFKC`).replaceAll(/[\u00ad\u200b-\u200f\u2060-\u2064\ufeff]/g,``);return o.find(({finds:e})=>e(t))?.what}function maskValue(e,t){if(e===null)return{value:e,masked:!1};if(t)return{value:`[masked]`,masked:!0};let n=detectPersonal(e);return n===void 0?{value:e,masked:!1}:{value:`[masked: ${n}]`,masked:!0}}function hasIban(e){let t=e.replaceAll(/[^\p{L}\p{N}]/gu,``).toUpperCase();return[...t.matchAll(/(?=([A-Z]{2}\d{2}))/g)].some(({index:e})=>isIban(t.slice(e)))}function hasCard(e){for(let[t]of e.matchAll(/\d+(?:[^\p{L}\p{N}]{1,2}\d+)*/gu)){let e=t.match(/\d+/g)??[];for(let t of e.keys()){let n=``;for(let r=t;r<e.length&&n.length<=19;r++)if(n+=e[r]??``,isCard(n))return!0}}return!1}function isCard(e){if(!/^[2-6]\d{12,18}$/.test(e))return!1;let t=0;for(let[n,r]of[...e].reverse().entries()){let e=Number(r)*(n%2==0?1:2);t+=e>9?e-9:e}return t%10==0}function hasIp(e){return/\b(?:\d{1,3}\.){3}\d{1,3}\b/.test(e)?!0:(e.match(/(?<![\w:])[0-9A-Fa-f:.]{3,45}(?!\w)/g)??[]).some(e=>(0,r.isIP)(e.replace(/\.+$/,``))!==0)}function hasPhone(e){return(e.match(/(?<![\w.])[+(]?\d[\d ()./-]{6,24}\d(?!\w)/g)??[]).some(isPhone)}function isPhone(e){if(!/[+ (/-]/.test(e)||/^\d{4}-\d{2}-\d{2}|^\d{1,2}[/.-]\d{1,2}[/.-]\d{4}/.test(e))return!1;let t=e.replaceAll(/\D/g,``).length;return t>=9&&t<=15}}),61738:((e,t,n)=>{n.d(t,{X:()=>prepareColumns,l:()=>plainColumnSql});var r=n(12252),i=n(84620),a=n(7948),o=n(9141);function prepareColumns(e,t,n,r){let i=[],a=new Map;for(let[o,s]of e.entries()){let e=placeOf(s,t,a,n,r);if(!e)continue;let c=columnSql(s,e,o,n,r);a.set(JSON.stringify(s.path),c),i.push(c)}return i}function plainColumnSql(e,t,n,r){return columnSql(e,topPlace(e.name,t,o.Q),n,r,o.Q)}function topPlace(e,t,n){let a=n.stored((0,r.Cv)(e),t);return{source:a,within:void 0,expression:a,type:(0,i.s)(n.planType(t)),parent:void 0,any:e=>e,pick:(e,t)=>t}}function placeOf({name:e,path:t},n,r,i,a){let o=t.at(-1);if(t.length===1){let t=n.get(e);return t===void 0?void 0:topPlace(e,t,a)}let s=r.get(JSON.stringify(t.slice(0,-1)));return s&&o?insidePlace(s,o,i):void 0}function insidePlace(e,t,n){let{value:r,any:i,pick:a}=e,o=valueTypeOf(e);if(t.step===`field`){let s=fieldOf(r,o,t.name,n);if(!s)return;let c=e.source===void 0?void 0:fieldSource(e,t.name,n);return{...s,parent:e,source:c,within:`${r} IS NOT NULL`,any:i,pick:a}}let s=listOf(r,o,t.step);if(!s)return;let c=`e${e.column.path.length}`,those=e=>`list_filter(${s.expression}, lambda ${c}: ${e})`,some=e=>`len(${those(e)}) > 0`;return{expression:c,type:s.type,parent:e,source:void 0,within:void 0,any:e=>i(some(e)),pick:(e,t)=>a(some(e),`list_transform(${those(e)}, lambda ${c}: ${t})[1]`)}}let s={kind:`scalar`,name:`JSON`};function valueTypeOf({type:e,family:t,column:n}){return t!==`text`||!(0,a._$)(n.type)?e:n.type===`array`||n.type===`vector`?{kind:`list`,items:s}:{kind:`map`,key:{kind:`scalar`,name:`VARCHAR`},value:s}}function fieldOf(e,t,n,i){if(t.kind===`map`)return{expression:`${e}[${(0,r.eu)(n)}]`,type:t.value};if(t.kind!==`struct`)return;let a=t.fields.find(e=>e.name===n);return a?{expression:`struct_extract(${e}, ${(0,r.eu)(n)})`,type:a.type}:i===`json`?{expression:`NULL::VARCHAR`,type:{kind:`scalar`,name:`VARCHAR`}}:void 0}function fieldSource(e,t,n){let{source:r,value:i,raw:o,numeral:s,column:c,family:l}=e;return r===void 0?void 0:fieldOf(i===o?r:`(${(0,a.p4)({column:c,dialect:e.dialect,family:l,raw:r,numeral:s})})`,valueTypeOf(e),t,n)?.expression}function listOf(e,t,n){if(n===`items`)return t.kind===`list`?{expression:e,type:t.items}:void 0;if(t.kind===`map`)return n===`key`?{expression:`map_keys(${e})`,type:t.key}:{expression:`map_values(${e})`,type:t.value}}function columnSql(e,t,n,r,o){let{type:s,stored:c}=storedAs(e,t,r),l=(0,i.g)(s),u=(0,a.Ap)(l),d=u===`text`&&o.readsText?(0,a.Tb)(e.type):void 0,f=d===`integer`||d===`float`,p=d!==void 0||(0,a.p2)(e,l),m=t.source===void 0?c(t.expression):`c${n}`,h={column:e,dialect:o,family:u,raw:m,numeral:f?(0,a.F5)(e,m):m},g=t.source===void 0?{numeral:h.numeral,value:p?(0,a.p4)(h):m}:{numeral:f?`t${n}`:m,value:p?`v${n}`:m};return{column:e,dialect:o,physicalType:l,type:s,family:u,isTyped:r===`typed`,valueFamily:d??u,raw:m,...g,source:t.source===void 0?void 0:c(t.source),within:t.within,row:t.source===void 0?t.parent?.row??m:m,any:t.any,pick:t.pick}}function storedAs(e,{type:t},n){let i={kind:`scalar`,name:`VARCHAR`};if(t.kind===`scalar`&&t.name===`JSON`)return{type:i,stored:e=>`(${e} ->> '$')`};if(t.kind===`scalar`&&t.name===`UUID`)return{type:i,stored:e=>`CAST(${e} AS VARCHAR)`};if(n===`json`&&t.kind===`struct`&&e.type===`map`){let entries=e=>t.fields.map(({name:t})=>{let n=`struct_extract(${e}, ${(0,r.eu)(t)})`;return`{k: ${(0,r.eu)(t)}, v: CASE WHEN ${n} IS NOT NULL THEN to_json(${n}) END}`}),map=e=>`CASE WHEN ${e} IS NOT NULL THEN map_from_entries(list_filter([${entries(e).join(`, `)}], lambda e: e.v IS NOT NULL)) END`;return{type:{kind:`map`,key:i,value:s},stored:map}}return{type:t,stored:e=>e}}}),56750:((e,t,n)=>{n.d(t,{D:()=>groupedRepeats});function groupedRepeats(e,t,n){return`SELECT count(*) AS groups, coalesce(sum(n), 0) AS members FROM (
    SELECT count(*) AS n FROM ${e} WHERE ${n} GROUP BY ${t.join(`, `)} HAVING count(*) > 1)`}})};