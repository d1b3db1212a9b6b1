// The document that the daemon serves at /v1/openapi.json (PUNTUAL_OPENAPI, written by test_openapi), for a validator that is not ours.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import test from "node:test";
import { Validator } from "@seriousme/openapi-schema-validator";

test("the OpenAPI document is valid", async () => {
	const document = JSON.parse(await readFile(process.env.PUNTUAL_OPENAPI, "utf8"));
	const validator = new Validator();
	const result = await validator.validate(document);

	assert.equal(result.valid, true, JSON.stringify(result.errors));
	assert.equal(validator.version, "3.1");
	assert.ok(Object.keys(document.paths).length > 30);
});

test("every call says what it does and how it fails", async () => {
	const document = JSON.parse(await readFile(process.env.PUNTUAL_OPENAPI, "utf8"));

	for (const [path, methods] of Object.entries(document.paths))
		for (const [method, call] of Object.entries(methods)) {
			assert.ok(call.summary?.length > 3, `${method} ${path}`);
			assert.ok(call.responses.default.content["application/problem+json"], `${method} ${path}`);
		}
});
