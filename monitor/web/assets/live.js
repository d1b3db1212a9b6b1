"use strict";
/* Tells that what is shown has changed. Numbers beside the lists follow at once; rows and a shipment change only when asked, so that nothing moves
 * under whoever reads. While the page is not looked at it does not listen: a browser has few connections. */
(function () {
	const dot = document.getElementById("live"), news = document.getElementById("news"), said = document.getElementById("said");
	const shipment = (location.pathname.match(/^\/desk\/shipments\/(\d+)$/) || [])[1];
	const RETRY_MS = 4000, REFUSED_MS = 60000, GATHER_MS = 1500, QUIET_MS = 10000;
	let last = "", timer = 0, fresh = null, spoke = 0, stop = null;
	if (!dot || !news || !window.TextDecoderStream)
		return;
	const wait = (ms) => new Promise((done) => setTimeout(done, ms));
	function show(on) {
		dot.hidden = false;
		dot.className = on ? "on" : "off";
		dot.textContent = on ? dot.dataset.on : dot.dataset.off;
	}
	/* At most one sentence in ten seconds. */
	function tell(text) {
		news.hidden = false;
		news.querySelector("span").textContent = text;
		if (Date.now() - spoke > QUIET_MS) {
			spoke = Date.now();
			said.textContent = text;
		}
	}
	const regions = (page) => [...page.querySelectorAll("[data-live]")];
	/* A row is another when its words are; minutes that pass change none of them. */
	const words = (row) => [...row.querySelectorAll(".whom, .what, .known, .owner")].map((part) => part.textContent).join("|");
	const rows = (page) => regions(page).flatMap((region) => [...region.querySelectorAll("li:not(.group, .gone)")].map(words));
	async function look() {
		timer = 0;
		const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
		if (!answer.ok || answer.redirected)
			return;
		const page = new DOMParser().parseFromString(await answer.text(), "text/html");
		const counts = "nav a b, nav a small, .health", here = document.querySelectorAll(counts), there = page.querySelectorAll(counts);
		if (here.length === there.length)
			here.forEach((number, i) => { number.textContent = there[i].textContent; });
		const before = rows(document), after = rows(page);
		const added = after.filter((row) => !before.includes(row)).length;
		if (regions(document).length === 0 || (added === 0 && before.length === after.length))
			return;
		fresh = page;
		tell(added === 0 ? dot.dataset.fewer : added === 1 ? dot.dataset.one : dot.dataset.more.replace("$", added));
	}
	function changed(entry) {
		if (shipment && String(entry.shipment) === shipment)
			tell(dot.dataset.changed);
		if (!timer)
			timer = setTimeout(() => look().catch(() => {}), GATHER_MS);
	}
	function take(message) {
		for (const line of message.split("\n"))
			if (line.startsWith("id: "))
				last = line.slice(4);
			else if (line.startsWith("data: "))
				changed(JSON.parse(line.slice(6)));
	}
	async function listen() {
		stop = new AbortController();
		const answer = await fetch("/v1/live", { headers: last ? { "Last-Event-ID": last } : {}, signal: stop.signal });
		if (!answer.ok)
			return REFUSED_MS;
		const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
		let rest = "";
		show(true);
		for (;;) {
			const { value, done } = await reader.read();
			if (done)
				return RETRY_MS;
			const messages = (rest + value).split("\n\n");
			rest = messages.pop();
			messages.forEach(take);
		}
	}
	async function keep() {
		for (;;) {
			let ms = RETRY_MS;
			if (document.visibilityState === "visible")
				ms = await listen().catch(() => RETRY_MS);
			show(false);
			await (document.visibilityState === "visible" ? wait(ms) : new Promise((done) => document.addEventListener("visibilitychange", done, { once: true })));
		}
	}
	news.querySelector("button").addEventListener("click", () => {
		if (news.hidden)
			return;
		if (!fresh) {
			location.reload();
			return;
		}
		const at = document.activeElement.closest("main li a"), old = new Set(rows(document));
		const there = regions(fresh);
		regions(document).forEach((region, i) => region.replaceWith(there[i]));
		regions(document).forEach((region) => region.querySelectorAll("li:not(.group)").forEach((row) => row.classList.toggle("fresh", !old.has(words(row)))));
		document.querySelector("h1").textContent = fresh.querySelector("h1").textContent;
		const again = at && document.querySelector("main li a[href='" + CSS.escape(at.getAttribute("href")).replaceAll("\\/", "/") + "']");
		if (again)
			again.focus({ preventScroll: true });
		fresh = null;
		news.hidden = true;
	});
	document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && stop && stop.abort());
	keep();
})();
