/*
 * render_samples FOLDER [NAME]: each kind of notice in each language, as the bytes that would be sent (.eml), as its page (.html) and as its
 * text part (.txt): for people to look at; the subject (.subject) for programs that read the bytes. A name, when it is given, is the
 * customer's.
 */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "monitor/notice/render.h"
#include "monitor/notice/notice_sample.h"

static int
save(const char *folder, const char *name, const char *ending, const struct buf *bytes)
{
	char path[512];
	FILE *file;

	snprintf(path, sizeof(path), "%s/%s.%s", folder, name, ending);
	file = fopen(path, "w");
	if (file == NULL || fwrite(bytes->data, 1, bytes->len, file) != bytes->len) {
		perror(path);
		return 1;
	}
	return fclose(file) == 0 ? 0 : 1;
}

/* How the mails of a kind may differ: where the shop has no page, and where a parcel waits at a counter. */
enum variant { AS_IT_IS, BY_MAIL, PICKUP };

static int
render(const struct templates *templates, const char *folder, const char *customer,
    enum notice_kind kind, const char *locale, enum variant variant)
{
	static const char *const endings[] = {"", "-by-mail", "-pickup"};
	struct notice_sample *sample = malloc(sizeof(*sample));
	struct render_output out;
	struct why why = {.code = 0};
	char name[64];
	int rc;

	if (sample == NULL)
		return 1;
	notice_sample_fill(sample, kind, locale, kind == NOTICE_MISSED ? 2 : 1);
	if (customer != NULL)
		snprintf(sample->person.name, sizeof(sample->person.name), "%s", customer);
	if (variant != BY_MAIL)
		notice_sample_pages(sample);
	if (variant == PICKUP)
		notice_sample_pickup(sample);
	render_output_init(&out);
	rc = notice_render(templates, &sample->input, &out, &why);
	snprintf(name, sizeof(name), "%s-%s%s", locale, notice_kind_name(kind), endings[variant]);
	if (rc != 0) {
		fprintf(stderr, "%s: %s: %s\n", name, why.path, why.text);
		rc = 1;
	} else {
		rc = save(folder, name, "eml", &out.message) |
		    save(folder, name, "html", &out.words.html) |
		    save(folder, name, "txt", &out.words.text) |
		    save(folder, name, "subject", &out.words.subject);
		printf("%-24s %6zu  %s\n", name, out.message.len, buf_str(&out.words.subject));
	}
	render_output_clear(&out);
	free(sample);
	return rc;
}

int
main(int argc, char **argv)
{
	static const char *const locales[] = {"es", "en", "pt", "fr", "de", "it", "ca"};
	struct templates *templates = NULL;
	struct why why = {.code = 0};
	int failed = 0;

	if (argc != 2 && argc != 3) {
		fprintf(stderr, "usage: render_samples FOLDER [NAME]\n");
		return 2;
	}
	(void)mkdir(argv[1], 0755); /* an existing one will do; else the first file tells */
	if (templates_new(&templates, template_files, template_file_count, &why) != 0) {
		fprintf(stderr, "%s: %s\n", why.path, why.text);
		return 1;
	}
	for (size_t l = 0; l < sizeof(locales) / sizeof(locales[0]); l++) {
		for (size_t i = 0; notice_sample_kinds[i] != NOTICE_NONE; i++)
			failed |= render(templates, argv[1], argv[2], notice_sample_kinds[i],
			    locales[l], AS_IT_IS);
		failed |= render(templates, argv[1], argv[2], NOTICE_DELAY, locales[l], BY_MAIL);
		failed |=
		    render(templates, argv[1], argv[2], NOTICE_ACTION_NEEDED, locales[l], PICKUP);
	}
	templates_free(templates);
	return failed;
}
