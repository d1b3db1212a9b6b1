#include "monitor/config/own_templates.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "monitor/base/limits.h"
#include "monitor/base/text.h"
#include "monitor/config/source.h"
#include "monitor/notice/template.h"
#include "monitor/notice/words.h"

enum { PATH_ROOM = 1024 };

static bool
is_template(const char *name)
{
	size_t len = strlen(name);

	return name[0] != '.' && len > strlen(".md") &&
	    strcmp(name + len - strlen(".md"), ".md") == 0;
}

static int
read_file(const char *folder, const char *language, const char *name, struct own_templates *out,
    struct why *why)
{
	struct own_template *t = &out->items[out->count];
	struct buf text = BUF_INIT(LIMIT_MAIL_BYTES), place = BUF_INIT(PATH_ROOM);
	char path[PATH_ROOM];
	int rc = ERR_TOO_BIG;

	(void)buf_addf(&place, "%s/%s", language, name);
	if (out->count < LIMIT_OWN_TEMPLATES &&
	    (size_t)snprintf(path, sizeof(path), "%s/%s", folder, buf_str(&place)) < sizeof(path))
		rc = config_read_file(path, &text);
	if (rc != 0) {
		why_set(why, rc, SIZE_MAX, buf_str(&place), "%s", err_text(rc));
	} else {
		*t = (struct own_template){strdup(buf_str(&place)), strdup(buf_str(&text))};
		out->count++;
		rc = t->path == NULL || t->text == NULL ? ERR_NOMEM : 0;
	}
	buf_clear(&text);
	buf_clear(&place);
	return rc;
}

/* A language that the shop writes nothing in has no folder. */
static int
read_language(const char *folder, const char *language, struct own_templates *out, struct why *why)
{
	char path[PATH_ROOM];
	struct dirent *entry;
	DIR *dir;
	int rc = 0;

	if ((size_t)snprintf(path, sizeof(path), "%s/%s", folder, language) >= sizeof(path))
		return ERR_TOO_BIG;
	dir = opendir(path);
	if (dir == NULL)
		return errno == ENOENT
		    ? 0
		    : why_set(why, err_from_errno(errno), SIZE_MAX, language, "cannot be read");
	while (rc == 0 && (entry = readdir(dir)) != NULL)
		if (is_template(entry->d_name))
			rc = read_file(folder, language, entry->d_name, out, why);
	(void)closedir(dir); /* only read */
	return rc;
}

int
own_templates_read(
    const char *folder, const struct shop *shop, struct own_templates *out, struct why *why)
{
	struct own_templates own = {.items = calloc(LIMIT_OWN_TEMPLATES + 1, sizeof(*own.items))};
	DIR *dir;
	int rc = 0;

	if (own.items == NULL)
		return ERR_NOMEM;
	dir = opendir(folder);
	if (dir == NULL)
		rc = why_set(why, err_from_errno(errno), SIZE_MAX, "", "cannot be read");
	else
		(void)closedir(dir); /* that it can be is all that was asked */
	for (size_t i = 0; rc == 0 && words_language(i) != NULL; i++)
		rc = read_language(folder, words_language(i), &own, why);
	if (rc == 0)
		rc = templates_check_own(&own, shop, why);
	if (rc == 0) {
		own_templates_clear(out);
		*out = own;
	} else {
		own_templates_clear(&own);
	}
	return rc;
}
