// What scenarios in a real browser share: a page whose every complaint is told, looked at wide and narrow, light and dark, by axe-core. With
// SHOTS=FOLDER in the environment every page that is looked at is kept there as a picture.
const { chromium } = require("playwright-core");
const axe = require("fs").readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const wrong = (...words) => console.log(...words);

const shoot = async (page, name) =>
	process.env.SHOTS && page.screenshot({ path: `${process.env.SHOTS}/${name.replaceAll(" ", "-")}.png`, fullPage: true });

async function look(page, name) {
	for (const [width, colorScheme] of [[1280, "light"], [390, "dark"], [320, "light"]]) {
		await page.setViewportSize({ width, height: 800 });
		await page.emulateMedia({ colorScheme });
		await shoot(page, `${name}-${width}-${colorScheme}`);
		if (await page.evaluate(() => document.documentElement.scrollWidth > innerWidth)) wrong(name, width, "scrolls sideways");
		await page.evaluate(axe);
		for (const v of (await page.evaluate(() => globalThis.axe.run())).violations)
			wrong(name, width, colorScheme, v.id, v.nodes.map((n) => n.target.join(" ")).join("; "));
	}
	await page.setViewportSize({ width: 1280, height: 800 });
}

// `expected`: what the console may say.
async function open(browser, origin, { expected, ...options }) {
	// axe is put into the page as text, which our policy forbids to others; a colour is judged where it ends, not on its way
	const context = await browser.newContext({ locale: "es-ES", bypassCSP: true, reducedMotion: "reduce", ...options });
	const page = await context.newPage();
	page.on("console", (m) => (expected && m.text().includes(expected)) || wrong("console", page.url(), m.text()));
	page.on("pageerror", (e) => wrong("script", page.url(), e.message));
	page.on("dialog", (d) => { wrong("dialog", page.url(), d.message()); d.dismiss(); });
	page.on("request", (r) => r.url().startsWith(origin) || wrong("leaves the origin:", r.url()));
	return page;
}

const has = async (page, text) => (await page.content()).includes(text) || wrong(page.url(), "does not say", text);

// The scenario itself, with a browser of its own.
async function run(scenario) {
	try {
		const browser = await chromium.launch({ executablePath: process.env.CHROMIUM, args: ["--no-sandbox"] });
		await scenario(browser);
		await browser.close();
	} catch (e) {
		wrong(e.stack);
		process.exit(1);
	}
}

module.exports = { shoot, look, open, has, run, wrong };
