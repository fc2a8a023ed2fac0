export const id=3001;export const ids=[3001];export const modules={90065:((e,t,n)=>{n.r(t),n.d(t,{addInit:()=>addInit});var r=n(21370),i=n(51455),a=n(76760),o=n(22562),s=n(95888),c=n(28626),l=n(26158),u=n(63070),d=n(55566),f=n(93103),p=n(57881);function starterConfig(e){let t=e.contract===void 0?[]:dataSection(e.contract,e.files);return[`model: ${JSON.stringify(e.model)}`,``,...t,`evaluation:`,`  task: binary # or regression`,`  # Predictions of the candidate on the test set; your training job writes them. Or run an ONNX model:`,`  # model: model.onnx and rows: {files: data/test.parquet}`,`  predictions: out/predictions.parquet`,`  # The same rows scored by the model in use, joined by id. Without it only min and max can decide,`,`  # and a rule that compares fails unless policy.on-no-baseline is warn.`,`  # baseline-predictions: out/baseline.parquet`,`  columns: { id: id, label: label, score: score }`,`  slices: [] # columns whose values are judged one by one: [country, device]`,``,`gates:`,`  - metric: roc_auc # regression: r2, rmse, mae`,`    min: 0.7`,`  # - metric: roc_auc`,`  #   max-drop: 0.01 # not worse than the baseline by more than this, with 95 % confidence`,``,`# publish:`,`#   files: [model.onnx]`,`#   public-key: model-signing.pem`,``].join(`
`)}function dataSection(e,t){return[`data:`,`  - contract: ${JSON.stringify(e)}`,`    files: ${JSON.stringify(t.length===1?t[0]:t)}`,``]}var m=n(68807);async function initProject(e,t){let n=t.files??[],r=n.length>0?`contracts/${contractName(n)}.odcs.yaml`:void 0,a=starterConfig({model:t.model,contract:r,files:n});(0,c.z)(l.T,(0,u.h)(a,e.config).value,{what:`--model`,code:`input-invalid`});let o=new Map([[e.config,a],[`.github/workflows/model.yml`,`# The whole pull-request loop in one job, for repositories whose pull requests come from branches of their own.
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
`]]),s=r===void 0?void 0:await(0,p.q)(e,n);r!==void 0&&s!==void 0&&o.set(r,s);let h=[],g=[];for(let[n,r]of o)!t.force&&await exists((0,m.lW)(e,n))?g.push(n):(await(0,d.Tl)((0,m.lW)(e,n),r),h.push(await(0,f.gD)((0,m.lW)(e,n),n)));let _=r!==void 0&&g.includes(e.config)&&!(await(0,i.readFile)((0,m.lW)(e,e.config),`utf8`)).includes(r)?dataSection(r,n).filter(e=>e!==``):[];return{document:`proofmark/init`,version:`1.0`,provenance:(0,m.Jj)(e),model:t.model,written:h,kept:g,missing:_,...r===void 0||s===void 0?{}:{inferred:describeInferred(r,s,n)}}}function describeInferred(e,t,n){let r=(0,o.J)(t,e),i=r.tables.flatMap(e=>e.columns.map(({name:e,type:t})=>({name:e,type:t})));return{contract:e,files:[...n],columns:i,rules:(0,s.a)(r).length}}function contractName(e){return(0,a.basename)(e[0]??``).replace(/\..*$/,``).replace(/[^A-Za-z0-9_-]+/g,`-`).replace(/^-+|-+$/g,``)||`data`}async function exists(e){return(0,i.stat)(e).then(()=>!0,()=>!1)}var h=n(80482),g=n(41547);let addInit=(e,t)=>{let n=e.command(`init`).description(`write a starter proofmark.yml, a contract inferred from the data, and a workflow`).option(`--data <globs...>`,`data to infer the contract from`).option(`--model <name>`,`name of the model`,`my-model`).option(`--force`,`overwrite files that exist`).option(`--out <file>`,`write what was written and inferred to this file, as JSON`).action(async e=>{let n=(0,g.C)(t,{}),i=await initProject(n,{model:e.model,files:e.data,force:e.force??!1});for(let{path:e}of i.written)t.write(`wrote ${e}\n`);for(let e of i.kept)t.write(`kept  ${e} (exists; --force overwrites)\n`);t.write(nextSteps(n.config,i)),e.out!==void 0&&await(0,r.ft)((0,m.lW)(n,e.out),`init`,i)});(0,h._h)(n,`proofmark init --model churn --data "data/*.csv"`)};function nextSteps(e,{missing:t,inferred:n}){return[``,...t.length===0?[]:[`Add to ${e}:`,...t.map(e=>`  ${e}`),``],`Next:`,`  1. edit the section evaluation of ${e}: where your predictions are, and their columns`,`  2. replace OWNER in .github/workflows/model.yml by the account that hosts the actions`,n?`  3. read ${n.contract}: it says what these data are, not what yours may be; then run: proofmark validate`:`  3. name your data: proofmark init --data "data/*.csv" infers a contract; then run: proofmark validate`,``].join(`
`)}}),95888:((e,t,n)=>{n.d(t,{a:()=>rules});var r=n(78724),i=n(63470);function rules(e,t){let n=new Map,make=(e,a,o)=>{let s=[a?.name,o?.logicalName,e.name].filter(e=>e!==void 0).join(`.`),c=n.get(s)??0;n.set(s,c+1);let l=isElsewhere(e,t)??(0,r.J)(e.demand,o),u=(0,i.H)(e.demand,o);return{id:c===0?s:`${s}#${c+1}`,kind:e.demand.kind,table:a?.name??``,column:o?.name,outer:o?.outer,severity:e.severity,tolerance:e.tolerance,description:e.description??u.description,expected:u.expected,location:e.location,plan:l}};return[...e.tables.flatMap(e=>[...e.columns.flatMap(t=>t.constraints.map(n=>make(n,e,t))),...e.constraints.map(t=>make(t,e,void 0))]),...e.constraints.map(e=>make(e,void 0,void 0))]}function isElsewhere({environments:e},t){return t===void 0||e===void 0||e.includes(t)?void 0:{status:`not-applicable`,reason:`it holds in ${e.join(`, `)||`no environment`}, not in ${t}`}}}),68601:((e,t,n)=>{n.d(t,{O:()=>countRepeats});var r=n(76380),i=n(56750);async function countRepeats(e,t,n,{repeats:a=!1}={}){let o=n.map(e=>`${e} IS NOT NULL`).join(` AND `),s=a&&n.length===1?i.D:(0,r.E)(e).repeats,[c]=await e.query(s(t,n,o)),l=Number(c?.groups??0),u=Number(c?.members??0);return{groups:l,members:u,extra:u-l}}})};