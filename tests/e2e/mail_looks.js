// usage: node mail_looks.js FOLDER: every mail of render_samples as a phone and a mail program show it, light and dark; prints what is wrong, one line each,
// then how many were looked at. axe-core judges those in Spanish: the others have the same markup and colours.
const { chromium } = require("playwright-core");
const fs = require("fs");
const axe = fs.readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const folder = process.argv[2];

(async () => {
	const browser = await chromium.launch({ executablePath: process.env.CHROMIUM, args: ["--no-sandbox"] });
	const page = await browser.newPage();
	const mails = fs.readdirSync(folder).filter((name) => name.endsWith(".html")).sort();
	for (const mail of mails) {
		await page.goto(`file://${folder}/${mail}`);
		for (const [width, colorScheme] of [[320, "light"], [360, "light"], [700, "dark"]]) {
			await page.setViewportSize({ width, height: 800 });
			await page.emulateMedia({ colorScheme });
			if (await page.evaluate(() => document.documentElement.scrollWidth > innerWidth)) console.log(mail, width, "scrolls sideways");
			if (width === 320 || !/^es-/.test(mail)) continue;
			await page.evaluate(axe);
			for (const v of (await page.evaluate(() => globalThis.axe.run())).violations)
				console.log(mail, width, colorScheme, v.id, v.nodes.map((n) => n.target.join(" ")).join("; "));
		}
	}
	await browser.close();
	console.log(mails.length);
})();
