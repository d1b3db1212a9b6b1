// usage: node browser.js ORIGIN LINK LOGIN ORDER SOCKET REGISTRATION: the customer's page and the desk in a real browser; prints what is wrong, one line each.
const { look, open, has, run, wrong } = require("./browser_page.js");
const [origin, link, login, order, socketPath, registration] = process.argv.slice(2);
const patience = { timeout: 30000 };

async function customer(browser, options) {
	const page = await open(browser, origin, options);
	await page.goto(`${origin}/t/${link}`);
	if (options.javaScriptEnabled !== false) await look(page, "order");
	await page.click("button[value=call]");
	await has(page, "Elegido:");
	await page.fill("textarea", "<img src=x onerror=alert(1)> es un regalo");
	await page.click("button.send");
	await has(page, "Lo tenemos, y lo lee una persona.");
	await page.goto(`${origin}/t/${link}/change`);
	if (options.javaScriptEnabled !== false) await look(page, "question");
}

// A link that shows nothing says whom to ask.
async function gone(browser) {
	const page = await open(browser, origin, { expected: "status of 404" });
	await page.goto(`${origin}/t/nobody`);
	await page.waitForSelector("a.call");
	await look(page, "gone");
}

// Every list, report and form, in both languages: they are the same pages for whoever came in.
async function lists(page, language) {
	for (const [path, name] of [["/desk", "now"], ["/desk/slipping", "slipping"], ["/desk/under-way", "under way"], ["/desk/cases?whose=all", "cases"], ["/desk/owed", "owed"],
		["/desk/unreached", "unreached"], ["/desk/incidents", "incidents"], ["/desk/carriers", "carriers"], ["/desk/reports", "reports"], ["/desk/sessions", "sessions"],
		[`/desk/find?q=${order}`, "found"]]) {
		await page.goto(origin + path);
		for (const closed of await page.$$("details:not([open]) > summary")) await closed.click();
		await look(page, `${name} ${language}`);
		if (name === "reports" && (await page.$$("svg.chart")).length < 10) wrong("reports have charts:", (await page.$$("svg.chart")).length);
	}
}

async function keys(page) {
	await page.goto(`${origin}/desk/slipping`);
	await page.keyboard.press("j");
	await page.keyboard.press("j");
	await page.keyboard.press("k");
	if (!(await page.evaluate(() => document.activeElement === document.querySelector("main .whom a")))) wrong("j and k do not lead to the first row");
	await page.keyboard.press("Enter");
	await page.waitForURL("**/desk/shipments/*", patience);
	await page.keyboard.press("d"); // what the page can do says its letter itself
	await page.waitForURL("**/write", patience);
	await page.keyboard.press("Escape");
	await page.waitForURL("**/desk/shipments/*", patience);
	await page.keyboard.press("Escape");
	await page.waitForURL("**/desk/slipping", patience);
	await page.keyboard.press("g");
	await page.keyboard.press("u");
	await page.waitForURL("**/desk/under-way", patience);
	await page.keyboard.press("f");
	await page.keyboard.press("ArrowDown");
	await page.keyboard.press("Tab");
	await page.keyboard.press("Tab");
	await page.keyboard.press("Enter");
	await page.waitForURL("**/desk/under-way?account=dhl-main*", patience);
	await has(page, "Lo de DHL, de camino.");
	await page.keyboard.press("g");
	await page.keyboard.press("o");
	await page.waitForURL("**/desk/owed", patience);
	await page.keyboard.press("?");
	await page.waitForSelector("dialog[open]", patience);
	await look(page, "keys");
	await page.check("#keys-off");
	await page.keyboard.press("Escape");
	await page.keyboard.press("g");
	await page.keyboard.press("n");
	if (!page.url().endsWith("/desk/owed")) wrong("letters are off, and lead to", page.url());
	await page.click("#keys-open");
	await page.uncheck("#keys-off");
	await page.keyboard.press("Escape");
}

// A case that is taken in its row can be given back there.
async function takeBack(page) {
	await page.click("main button.row");
	await page.click(".gone button", patience);
	await page.waitForFunction(() => !document.querySelector(".gone"), null, patience);
	await page.goto(`${origin}/desk`);
	await has(page, "Nadie lo lleva.");
}

async function theme(page) {
	await page.goto(`${origin}/desk`);
	await page.emulateMedia({ colorScheme: "light" });
	await page.click("button[name=theme][value=dark]");
	const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
	if ((await ground()) !== "rgb(16, 20, 24)") wrong("dark was chosen, the ground is", await ground());
	await page.click("button[name=theme][value=system]");
	if ((await ground()) !== "rgb(255, 255, 255)") wrong("the system is light, the ground is", await ground());
}

// One more parcel, as the shop's program registers it: its carrier says at once that it slips.
const register = () => new Promise((done, fail) => {
	const headers = { "Content-Type": "application/json" };
	require("http").request({ socketPath, path: "/v1/shipments", method: "POST", headers }, done).on("error", fail).end(registration);
});

// Something new is told, and shown when asked: until then no row moves.
async function live(page) {
	await page.goto(`${origin}/desk/slipping`);
	await page.waitForSelector("#live.on", patience);
	const rows = () => page.$$eval("main .whom", (all) => all.length);
	const before = await rows();
	await register();
	await page.waitForSelector("#news:not([hidden])", { timeout: 60000 });
	if ((await rows()) !== before) wrong("rows moved before they were asked for");
	await look(page, "news");
	await page.keyboard.press(".");
	await page.waitForFunction((n) => document.querySelectorAll("main .whom").length > n, before, patience);
	if (!(await page.$(".fresh"))) wrong("the new row is not marked");
}

async function incident(page) {
	await page.goto(`${origin}/desk/incidents`);
	await page.click("summary");
	await page.fill("#depot", "Vitoria");
	await page.fill("#text", "huelga <img src=x onerror=alert(1)>");
	await page.click(".form button.main");
	await page.waitForURL("**/desk/incidents", patience);
	await has(page, "Hay una incidencia abierta.");
	await page.click("main .whom a");
	await page.waitForURL("**/desk/incidents/*", patience);
	await look(page, "incident");
	await page.keyboard.press("w");
	await page.fill("#until", "2026-12-31");
	await page.keyboard.press("Control+Enter");
	await page.waitForURL("**did=prolonged*", patience);
	await has(page, "Hecho: su último día es otro.");
	await page.fill("#text", "han vuelto");
	await page.click("form[action$='/close'] button");
	await has(page, "No hay ninguna incidencia abierta.");
}

async function desk(browser) {
	const page = await open(browser, origin, {});
	await page.goto(origin + login);
	await look(page, "login");
	await page.click("main button");
	if (!page.url().endsWith("/desk")) wrong("login leads to", page.url());
	await look(page, "now");
	await takeBack(page);
	await page.keyboard.press("/");
	await page.keyboard.type(order);
	await page.waitForSelector("[role=option] mark", patience);
	await page.keyboard.press("ArrowDown");
	await page.keyboard.press("Enter");
	await page.waitForURL("**/desk/shipments/*", patience);
	await look(page, "shipment");
	if (!(await page.$(".ledger q"))) wrong("the words that were sent do not stand in the ledger");
	await has(page, "&lt;img src=x onerror=alert(1)&gt;");
	await page.click("form[action*=claim] button");
	await look(page, "claimed");
	await page.keyboard.press("a"); // to somebody else, and back
	await page.keyboard.press("Tab");
	await page.keyboard.press("Enter");
	await page.waitForURL("**did=handed*", patience);
	await has(page, "Lo lleva lucia@ejemplo.example.");
	await page.keyboard.press("z");
	await page.waitForURL("**did=taken*", patience);
	await has(page, "Es tuyo.");
	await keys(page);
	await theme(page);
	await incident(page);
	await live(page);
	await lists(page, "es");
	const english = await open(browser, origin, { locale: "en-GB", storageState: await page.context().storageState() });
	await lists(english, "en");
	const plain = await open(browser, origin, { javaScriptEnabled: false, storageState: await page.context().storageState() });
	await plain.goto(`${origin}/desk/find?q=${order}`);
	await plain.click("main .rows a");
	await plain.click("header form[action*=logout] button");
	if (!plain.url().includes("/desk/login")) wrong("without scripts logout leads to", plain.url());
	await page.goto(`${origin}/desk`);
	if (!page.url().includes("/desk/login")) wrong("after logout one is at", page.url());
}

run(async (browser) => {
	await customer(browser, {});
	await customer(browser, { javaScriptEnabled: false });
	await gone(browser);
	await desk(browser);
});
