// usage: node desk_actions.js ORIGIN LOGIN ORDER ORDER2: what a person does about a parcel; prints what is wrong, one line each.
const { shoot, look, open, has, run, wrong } = require("./browser_page.js");
const [origin, login, order, second] = process.argv.slice(2);

async function find(page, which) {
	await page.goto(`${origin}/desk/find?q=${which}`);
	await page.click(".rows a");
	await page.waitForURL("**/desk/shipments/*");
}

async function retell(page, looked) {
	await page.click('.acts a[href$="/write"]');
	const options = await page.$$eval("#until option", (all) => all.map((o) => o.value));
	await page.selectOption("#from", options[5]);
	await page.selectOption("#until", options[6]);
	await page.fill("#text", "DHL no lo ha entregado a tiempo y lo sentimos.");
	await page.click('button[value="preview"]');
	await has(page, "Culpa al mensajero.");
	if (!(await page.$(".letter mark"))) wrong("nothing is marked in the letter");
	if (await page.isEnabled('button[value="send"]')) wrong("it may be sent though it blames");
	if (looked) await look(page, "write-blames");
	await page.click('button[value="use_text"]'); // one click, without scripts too: the sentence may be said now
	if ((await page.inputValue("#text")) !== "No hemos conseguido entregártelo a tiempo, y lo sentimos.") wrong("put in:", await page.inputValue("#text"));
	if (await page.$(".letter mark")) wrong("what was proposed is marked too");
	const times = await page.$$eval("#next option", (all) => all.map((o) => o.value));
	await page.selectOption("#next", times[1]);
	if (looked) await look(page, "write-mended");
	await page.fill("#text", "Lo hemos preparado <b>tarde</b>, y ya va en camino.");
	await page.click('button[value="preview"]');
	await has(page, "Lo hemos preparado &lt;b&gt;tarde&lt;/b&gt;");
	await page.click('button[value="send"]');
	await page.waitForURL("**did=written*");
}

async function words(page) {
	await find(page, order);
	await has(page, "&lt;img"); // a carrier's place stays text
	await retell(page, true);
	await page.click(".did button"); // taken back
	await has(page, "Retirado: no sale.");
	await retell(page, false);
	const href = await page.getAttribute(".ledger .said a", "href");
	await page.goto(origin + href);
	await has(page, "Lo hemos preparado");
	await page.click("button:has-text('Retener')");
	await has(page, "Retenido: no sale hasta que lo sueltes.");
	await page.click(".did button");
	await has(page, "Suelto: sale ahora.");
	await page.goto(origin + href);
	await page.click(".frame-of summary");
	const frame = page.frameLocator("iframe");
	await frame.locator("text=Lo hemos preparado").waitFor();
	await look(page, "notice");
}

async function marks(page) {
	await find(page, second);
	await page.click('.acts a[href$="/mark"]');
	await page.check('input[value="lost"]');
	await page.click("main form.stack button.main");
	await has(page, "Perdido o dañado pide marcar la casilla");
	await look(page, "mark");
	await page.check('input[value="delivered"]');
	await page.click("main form.stack button.main");
	await page.waitForURL("**did=marked");
	await has(page, "Cumplimos: llegó");
	await page.click(".did button");
	await has(page, "Lo marcado a mano ya no cuenta.");
	await page.click(".acts details summary");
	await page.click('.acts form[action$="/called"] button');
	await has(page, "ya lo sabe por nosotros");
	await has(page, "Se lo dijimos en persona");
	await page.click(".did button");
	await has(page, "se le debe lo que se le debía");
}

// A preview that blames is answered 422, and the console says so.
const expected = "status of 422";

run(async (browser) => {
	const page = await open(browser, origin, { expected });
	await page.goto(origin + login);
	await page.click("main button");
	await words(page);
	await marks(page);
	// In English, and without scripts.
	const plain = await open(browser, origin, { expected, locale: "en-GB", javaScriptEnabled: false, storageState: await page.context().storageState() });
	await find(plain, second);
	await has(plain, "What I can do");
	await plain.click('.acts a[href$="/write"]');
	await has(plain, "As it will reach them");
	await shoot(plain, "write-en");
	await plain.click("text=Leave it");
	await plain.click("header form[action*=logout] button");
	await plain.goto(`${origin}/desk`);
	if (!plain.url().includes("/desk/login")) wrong("after logout one is at", plain.url());
});
