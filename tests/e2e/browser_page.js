// What scenarios in a real browser share: a page whose every complaint is told, looked at wide and narrow, light and dark, by axe-core.
const axe = require("fs").readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const wrong = (...words) => console.log(...words);

async function look(page, name, shots) {
	for (const [width, colorScheme] of [[1280, "light"], [390, "dark"], [320, "light"]]) {
		await page.setViewportSize({ width, height: 900 });
		await page.emulateMedia({ colorScheme });
		if (shots) await page.screenshot({ path: `${shots}/${name}-${width}-${colorScheme}.png`, fullPage: true });
		if (await page.evaluate(() => document.documentElement.scrollWidth > innerWidth)) wrong(name, width, "scrolls sideways");
		await page.evaluate(axe);
		for (const v of (await page.evaluate(() => globalThis.axe.run())).violations)
			wrong(name, width, colorScheme, v.id, v.nodes.map((n) => n.target.join(" ")).join("; "));
	}
	await page.setViewportSize({ width: 1280, height: 900 });
	await page.emulateMedia({ colorScheme: "light" });
}

async function open(browser, origin, options) {
	// axe is put into the page as text, which our policy forbids to others; a colour is judged where it ends, not on its way
	const context = await browser.newContext({ locale: "es-ES", bypassCSP: true, reducedMotion: "reduce", ...options });
	const page = await context.newPage();
	page.on("console", (m) => m.text().includes("status of 422") || wrong("console", page.url(), m.text()));
	page.on("pageerror", (e) => wrong("script", page.url(), e.message));
	page.on("dialog", (d) => { wrong("dialog", page.url(), d.message()); d.dismiss(); });
	page.on("request", (r) => r.url().startsWith(origin) || wrong("leaves the origin:", r.url()));
	return page;
}

const has = async (page, text) => (await page.content()).includes(text) || wrong(page.url(), "does not say", text);

module.exports = { look, open, has, wrong };
