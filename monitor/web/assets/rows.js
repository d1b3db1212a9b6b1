"use strict";
/* A case that is taken in a row stays there, struck, for five seconds in which it can be given back; then the row goes. Without this the form works,
 * and the page that comes says what was done. */
(function () {
	const GONE_MS = 5000;
	async function post(form, action) {
		const answer = await fetch(action, { method: "POST", body: new URLSearchParams(new FormData(form)), redirect: "manual" });
		return answer.type === "opaqueredirect";
	}
	document.addEventListener("submit", async (event) => {
		const form = event.target, row = form.closest(".work li, .slips li"), action = form.getAttribute("action");
		const button = form.querySelector("button"), said = document.getElementById("said");
		if (!row || !said || !/\/(un)?claim$/.test(action))
			return;
		const taken = action.endsWith("/claim"), words = button.textContent;
		event.preventDefault();
		button.disabled = true;
		if (!(await post(form, action).catch(() => false))) {
			form.submit(); /* the page that comes says why */
			return;
		}
		button.disabled = false;
		row.classList.toggle("gone", taken);
		form.setAttribute("action", taken ? action.replace(/claim$/, "unclaim") : action.replace(/unclaim$/, "claim"));
		button.textContent = button.dataset.other;
		button.dataset.other = words;
		button.focus();
		said.textContent = taken ? button.dataset.said : "";
		clearTimeout(row.leaving);
		if (taken)
			row.leaving = setTimeout(() => row.remove(), GONE_MS);
	});
})();
