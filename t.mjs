import { DuckDBInstance } from '@duckdb/node-api';
const instance = await DuckDBInstance.create(':memory:');
const c = await instance.connect();
console.log((await c.runAndReadAll("select current_setting('threads') t, version() v")).getRowObjectsJson());
const q = async (sql) => { const c0 = process.cpuUsage(); const t = performance.now(); await c.run(sql); const d = process.cpuUsage(c0); console.log((performance.now() - t).toFixed(0), ((d.user + d.system) / 1e3).toFixed(0), sql.slice(0, 100)); };
await q("CREATE TABLE rows AS SELECT i AS id, (hash(i) % 6 = 0)::INTEGER AS label, (hash(i+1)%100000/100000.0)::FLOAT AS candidate, (hash(i+2)%100000/100000.0)::FLOAT AS baseline, (i%31)::VARCHAR AS cluster FROM range(518831) r(i)");
for (let k = 0; k < 2; k++) {
await q("CREATE OR REPLACE TABLE o AS SELECT *, (count(*) FILTER (y) OVER (ROWS UNBOUNDED PRECEDING))::INTEGER AS positives_to FROM (SELECT y, cluster, candidate, baseline FROM (SELECT 0 AS s, (label = 1) AS y, candidate, baseline, cluster FROM rows) ORDER BY candidate, y)");
await q("CREATE OR REPLACE TABLE o2 AS SELECT y, cluster, candidate, baseline FROM (SELECT 0 AS s, (label = 1) AS y, candidate, baseline, cluster FROM rows) ORDER BY candidate, y");
await q("select cluster, sum(round(candidate*1e6)), sum(round(ln(candidate+1)*1e6)), sum(round(ln(baseline+1)*1e6)), sum(round(ln(baseline+1.1)*1e6)) from rows group by cluster");
await q("select cluster, sum(round(candidate*1e6)), sum(round(ln(candidate+1)*1e6)), sum(round(ln(baseline+1)*1e6)), sum(round(ln(baseline+1.1)*1e6)) from o group by cluster");
await q("select sum(md5_number(id::varchar)>>64) from rows");
}
