// usage: node browser.js ORIGIN LINK LOGIN ORDER: the customer's page and the desk in a real browser; prints what is wrong, one line each.
const { chromium } = require("playwright-core");
const axe = require("fs").readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const [origin, link, login, order] = process.argv.slice(2);
const wrong = (...words) => console.log(...words);

async function look(page, name) {
	for (const [width, colorScheme] of [[1280, "light"], [390, "dark"], [320, "light"]]) {
		await page.setViewportSize({ width, height: 800 });
		await page.emulateMedia({ colorScheme });
		if (await page.evaluate(() => document.documentElement.scrollWidth > innerWidth)) wrong(name, width, "scrolls sideways");
		await page.evaluate(axe);
		for (const v of (await page.evaluate(() => globalThis.axe.run())).violations)
			wrong(name, width, colorScheme, v.id, v.nodes.map((n) => n.target.join(" ")).join("; "));
	}
	await page.setViewportSize({ width: 1280, height: 800 });
}

async function open(browser, options) {
	// axe is put into the page as text, which our policy forbids to others; a colour is judged where it ends, not on its way
	const context = await browser.newContext({ locale: "es-ES", bypassCSP: true, reducedMotion: "reduce", ...options });
	const page = await context.newPage();
	page.on("console", (m) => wrong("console", page.url(), m.text()));
	page.on("pageerror", (e) => wrong("script", page.url(), e.message));
	page.on("request", (r) => r.url().startsWith(origin) || wrong("leaves the origin:", r.url()));
	return page;
}

const has = async (page, text) => (await page.content()).includes(text) || wrong(page.url(), "does not say", text);

async function customer(browser, options) {
	const page = await open(browser, options);
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

async function desk(browser) {
	const page = await open(browser, {});
	await page.goto(origin + login);
	await look(page, "login");
	await page.click("main button");
	if (!page.url().endsWith("/desk")) wrong("login leads to", page.url());
	await look(page, "now");
	await page.keyboard.press("/");
	await page.keyboard.type(order);
	await page.waitForSelector("[role=option]");
	await page.keyboard.press("ArrowDown");
	await page.keyboard.press("Enter");
	await page.waitForURL("**/desk/shipments/*");
	await look(page, "shipment");
	await has(page, "&lt;img src=x onerror=alert(1)&gt;");
	await page.click("form[action*=claim] button");
	await look(page, "claimed");
	await page.goto(`${origin}/desk/slipping`);
	await look(page, "slipping");
	await page.click("header form[action*=logout] button");
	await page.goto(`${origin}/desk`);
	if (!page.url().includes("/desk/login")) wrong("after logout one is at", page.url());
}

(async () => {
	const browser = await chromium.launch({ executablePath: process.env.CHROMIUM, args: ["--no-sandbox"] });
	await customer(browser, {});
	await customer(browser, { javaScriptEnabled: false });
	await desk(browser);
	await browser.close();
})().catch((e) => {
	wrong(e.stack);
	process.exit(1);
});
