// Every call of cybertipline-tools against a centre: all-calls.cjs ADDRESS HOST NAME TOKEN. Writes what came as a line of JSON.
const http = require("node:http");
const [, , address, host, username, password] = process.argv;
const real = "https://exttest.cybertip.org";
// The one thing that is changed: the address. By node:http, since fetch lets nobody set the header Host.
globalThis.fetch = async (url, options = {}) => {
  if (!String(url).startsWith(real)) throw new Error(`unexpected address ${url}`);
  const request = new Request(String(url), { ...options, duplex: "half" });
  const body = Buffer.from(await request.arrayBuffer());
  return await new Promise((resolve, reject) => {
    const sent = http.request(address + String(url).slice(real.length), { method: request.method, headers: { ...Object.fromEntries(request.headers), host, "content-length": body.length } }, (answer) => {
      const parts = [];
      answer.on("data", (part) => parts.push(part));
      answer.on("end", () => resolve(new Response(Buffer.concat(parts), { status: answer.statusCode, headers: Object.entries(answer.headers).map(([name, value]) => [name, String(value)]) })));
    });
    sent.on("error", reject);
    sent.end(body);
  });
};
const { Client, Environment, IncidentType } = require("cybertipline-tools");
const report = (type, words) => ({
  incidentSummary: { incidentType: type, incidentDateTime: new Date("2026-01-20T08:00:00Z") },
  incidentDetails: { webPageIncidents: [{ url: "https://example.org/made-up" }] },
  reporter: { reportingPerson: { firstName: "Made", lastName: "Up", email: [{ email: "reports@example.org" }] } },
  personOrUserReported: { screenName: "made-up-name", ipCaptureEvent: [{ ipAddress: "192.0.2.44", dateTime: new Date("2026-01-19T07:00:00Z") }] },
  additionalInfo: words,
});
(async () => {
  const client = new Client({ environment: Environment.Testing, credentials: { username, password } });
  const out = {};
  out.status = (await client.getStatus()).data;
  out.opened = (await client.submitReport(report(IncidentType.ChildPornography, "made-up words"))).data;
  const id = out.opened.reportId;
  out.uploaded = (await client.uploadFile({ id, file: new File(["nobody's bytes"], "made-up.txt") })).data;
  out.described = (await client.submitFileDetails({ reportId: Number(id), fileId: out.uploaded.fileId, originalFileName: "made-up.jpg", fileViewedByEsp: true })).data;
  out.finished = (await client.finishReport({ id })).data;
  const other = (await client.submitReport(report(IncidentType.OnlineEnticement, "other words"))).data.reportId;
  out.retracted = (await client.cancelReport({ id: other })).data;
  out.again = await client.finishReport({ id }).then((answer) => answer.data, (error) => ({ refused: error.message }));
  out.wrong = await new Client({ environment: Environment.Testing, credentials: { username, password: "wrong" } }).getStatus().then(() => "let in", (error) => error.message);
  console.log(JSON.stringify(out));
})().catch((error) => { console.error(error.stack); process.exit(1); });
