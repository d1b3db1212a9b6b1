/*
 * check_store: what is done to a store that no daemon has open.
 * usage: check_store check STORE            0 when every index is what the records give, else what differs
 *        check_store rebuild STORE          every index anew
 */

#include <stdio.h>
#include <string.h>

#include "store/store.h"

int
main(int argc, char **argv)
{
	const char *verb = argc > 1 ? argv[1] : "";
	struct why why = {0};
	int rc;

	if (argc == 3 && strcmp(verb, "check") == 0)
		rc = store_rebuild(argv[2], true, &why);
	else if (argc == 3 && strcmp(verb, "rebuild") == 0)
		rc = store_rebuild(argv[2], false, &why);
	else {
		fputs("usage: check_store check|rebuild STORE\n", stderr);
		return 2;
	}
	if (rc < 0)
		fprintf(stderr, "check_store: %s %s: %s\n", err_text(rc), why.path, why.text);
	return rc < 0 ? 1 : 0;
}
