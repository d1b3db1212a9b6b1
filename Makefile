# Puntual: one non-recursive Makefile. `make help` lists the targets; `make demo` and `make check` are the two to try.
#
# Sources are found by themselves: monitor/**/*.c, carriers/*.c, store/*.c. Each folder becomes one archive in
# build/<flavour>/, so that a program can be linked with the folders that it may use and no others.

VERSION := 0.1.0
FLAVOUR ?= release
B       := build/$(FLAVOUR)
PREFIX  ?= /usr/local

# ---- What is needed: Debian packages by purpose, then pkg-config modules -------------------------------------------
DEPS      := gcc libc6-dev make pkg-config libcurl4-openssl-dev libevent-dev liblmdb-dev libjansson-dev \
	libconfuse-dev libexpat1-dev libicu-dev libssl-dev libcmark-dev libcmocka-dev tzdata
DEPS_LINT := clang clang-format clang-tidy libclang-rt-dev cppcheck shellcheck systemd valgrind
DEPS_E2E  := opensmtpd curl jq
PACKAGES  := libcurl libevent libevent_pthreads lmdb jansson libconfuse expat icu-i18n icu-uc openssl libcmark \
	cmocka

# ---- Programs beside puntual itself --------------------------------------------------------------------------------
# tests/unit/test_*.c (cmocka) and tests/fuzz/fuzz_*.c (LLVMFuzzerTestOneInput) are found by themselves. Other programs
# stand here by source without `.c`; one that does not exist yet is passed over. CHECKED ones run in `make check`, from
# the root, without arguments, and print cmocka's lines or `N passed, N failed, N skipped`. A program links every
# folder, and what else is in tests/support and tests/bench, unless FOLDERS_<source without .c> names fewer.
CHECKED  := tests/carriers/golden
PROGRAMS := $(CHECKED) tests/support/fake_carriers tests/support/mail_sink tests/support/render_samples tests/bench/json tests/bench/parse tests/bench/forecast tests/bench/store tests/bench/web tests/bench/outbox tests/bench/pipeline tests/bench/hooks \
	tests/demo/story tests/demo/week tests/sim/figures tests/support/check_store tests/crash/many

FOLDERS_tests/carriers/golden    := carriers monitor/base monitor/promise monitor/cli
FOLDERS_tests/fuzz/fuzz_json     := monitor/base
FOLDERS_tests/fuzz/fuzz_codec    := store monitor/base
FOLDERS_tests/bench/json         := monitor/base
FOLDERS_tests/bench/parse        := carriers monitor/base
FOLDERS_tests/fuzz/fuzz_xml      := monitor/base
FOLDERS_tests/fuzz/fuzz_bounce   := monitor/notice monitor/base
FOLDERS_tests/fuzz/fuzz_carriers := carriers monitor/base
FOLDERS_tests/fuzz/fuzz_csv      := carriers monitor/base

# ---- Flavours ------------------------------------------------------------------------------------------------------
# CC by flavour, unless given on the command line or in the environment.
ifeq ($(origin CC),default)
CC := $(if $(filter clang fuzz,$(FLAVOUR)),clang,gcc)
endif
CFLAGS_release := -O2 -g -D_FORTIFY_SOURCE=2
CFLAGS_debug   := -O1 -g -DCRASH_POINTS
CFLAGS_clang   := -O1 -g
CFLAGS_asan    := -O1 -g -DCRASH_POINTS -fno-omit-frame-pointer -fsanitize=address,undefined -fno-sanitize-recover=all
CFLAGS_tsan    := -O1 -g -fno-omit-frame-pointer -fsanitize=thread
CFLAGS_cover   := -O0 -g --coverage
CFLAGS_fuzz    := -O1 -g -fno-omit-frame-pointer -fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=all
CFLAGS_analyze  = -O1 -g -DCRASH_POINTS -fanalyzer -Wno-unused-value -include tests/lint/analyze.h $(shell awk -v file=$< '$$1 == file || $$1 == "*" { print $$2 }' tests/lint/analyzer.suppress)
ifeq ($(origin CFLAGS_$(FLAVOUR)),undefined)
$(error no flavour '$(FLAVOUR)': release debug clang asan tsan cover fuzz analyze)
endif

# Warnings are errors everywhere but in a user's plain `make`.
WERROR ?= $(if $(CI),1,$(if $(filter release,$(FLAVOUR)),,1))

WARNINGS := -Wall -Wextra -Wshadow -Wconversion -Wstrict-prototypes -Wmissing-prototypes -Wundef -Wvla -Wformat=2 \
	$(if $(filter 1,$(WERROR)),-Werror)
LANGUAGE := -std=c17 -D_GNU_SOURCE -I. -include monitor/base/banned.h -DPUNTUAL_VERSION='"$(VERSION)"'
HARDEN   := -fstack-protector-strong -fPIE -ffile-prefix-map=$(CURDIR)=.

# pkg-config is asked once, when the first recipe needs it: `make deps` must work where there is none.
PKG_CFLAGS = $(eval PKG_CFLAGS := $$(shell pkg-config --cflags $$(PACKAGES) 2>/dev/null))$(PKG_CFLAGS)
PKG_LIBS   = $(eval PKG_LIBS := $$(shell pkg-config --libs $$(PACKAGES) 2>/dev/null))$(PKG_LIBS)

COMPILE_FLAGS = $(LANGUAGE) $(WARNINGS) $(HARDEN) $(PKG_CFLAGS) $(CFLAGS_$(FLAVOUR)) $(CPPFLAGS) $(CFLAGS)
LINK_FLAGS    = $(CFLAGS_$(FLAVOUR)) -pie -Wl,-z,relro,-z,now,--as-needed $(LDFLAGS)
LINK          = $(CC) $(LINK_FLAGS) -o $@ $(filter %.o,$^) -Wl,--start-group $(filter %.a,$^) -Wl,--end-group \
	$(PKG_LIBS) -lm -pthread

# ---- Sources -------------------------------------------------------------------------------------------------------
SOURCES  := $(sort $(shell find monitor carriers store -name '*.c' 2>/dev/null))
HEADERS  := $(sort $(shell find monitor carriers store tests -name '*.h' 2>/dev/null))
UNIT     := $(sort $(wildcard tests/unit/test_*.c))
FUZZ     := $(sort $(wildcard tests/fuzz/fuzz_*.c))
EXTRA    := $(wildcard $(addsuffix .c,$(PROGRAMS)))
PRELOADED := $(wildcard tests/bench/slowsync.c tests/support/hangname.c tests/torture/fail.c)
SUPPORT  := $(filter-out $(EXTRA) $(PRELOADED),$(sort $(wildcard tests/support/*.c tests/bench/*.c)))
DEMO     := $(filter-out $(EXTRA),$(sort $(wildcard tests/demo/*.c)))
REPLAY   := tests/fuzz/replay.c
LEARN    := $(wildcard tests/tone/learn.c)
TESTS    := $(UNIT) $(FUZZ) $(EXTRA) $(LEARN) $(SUPPORT) $(DEMO) $(wildcard $(REPLAY)) $(PRELOADED)
TEMPLATES := $(sort $(shell find monitor/notice/templates -name '*.md' 2>/dev/null))
LABELLED := $(sort $(wildcard tests/tone/tune/*.bad tests/tone/tune/*.good))
WEB_FILES := $(sort $(shell find monitor/web/pages monitor/web/words monitor/web/assets monitor/web/schema -type f ! -name README.md 2>/dev/null))
SCRIPTS   = .ci/run $(sort $(shell find tests monitor -type f -exec grep -lE '^\#!.*(ba)?sh' {} + 2>/dev/null))
FOLDERS  := $(sort $(patsubst %/,%,$(dir $(SOURCES))))

objects = $(patsubst %.c,$(B)/%.o,$(1))
archive = $(B)/lib$(notdir $(1)).a
members = $(filter-out monitor/main.c,$(foreach source,$(SOURCES),$(if $(filter $(1)/,$(dir $(source))),$(source))))
linked  = $(foreach folder,$(or $(FOLDERS_$(1)),$(FOLDERS)),$(call archive,$(folder))) $(B)/libsupport.a

UNIT_PROGRAMS   := $(patsubst %.c,$(B)/%,$(UNIT))
FUZZ_PROGRAMS   := $(patsubst %.c,$(B)/%,$(FUZZ))
EXTRA_PROGRAMS  := $(patsubst %.c,$(B)/%,$(EXTRA))
CHECKED_PROGRAMS := $(UNIT_PROGRAMS) $(filter $(addprefix $(B)/,$(CHECKED)),$(EXTRA_PROGRAMS)) $(FUZZ_PROGRAMS)

V ?=
Q  = $(if $(filter 1,$(V)),,@)
say = $(if $(filter 1,$(V))$(findstring s,$(firstword -$(MAKEFLAGS))),,@printf '  %-8s %s\n' '$(1)' '$(2)')
MAKEFLAGS += --no-print-directory

# ---- Building ------------------------------------------------------------------------------------------------------
.DEFAULT_GOAL := all
.DELETE_ON_ERROR:
.SUFFIXES:
.PHONY: all debug programs help FORCE

all: $(B)/puntual #           build/release/puntual (FLAVOUR=debug, clang, asan, tsan, cover for another)

programs: $(B)/puntual $(EXTRA_PROGRAMS) $(B)/tests/bench/slowsync.so $(B)/tests/support/hangname.so # puntual and the test servers of this flavour

debug: #         build/debug/puntual, with crash points
	$(Q)$(MAKE) FLAVOUR=debug programs

# Remade when the compiler or its flags change, and archives when a file comes or goes.
$(B)/flags: FORCE
	@mkdir -p $(@D)
	@pkg-config --exists $(PACKAGES) 2>/dev/null || { echo "some libraries are missing: run 'make deps'" >&2; exit 1; }
	@echo '$(subst ','\'',$(CC) $(COMPILE_FLAGS) $(LINK_FLAGS))' | cmp -s - $@ || \
	    echo '$(subst ','\'',$(CC) $(COMPILE_FLAGS) $(LINK_FLAGS))' >$@

$(B)/sources: FORCE
	@mkdir -p $(@D)
	@echo '$(SOURCES) $(SUPPORT) $(TEMPLATES) $(WEB_FILES)' | cmp -s - $@ || \
	    echo '$(SOURCES) $(SUPPORT) $(TEMPLATES) $(WEB_FILES)' >$@

$(B)/%.o: %.c $(B)/flags
	$(call say,CC,$<)
	@mkdir -p $(@D)
	$(Q)$(CC) $(COMPILE_FLAGS) -MMD -MP -c -o $@ $<

$(B)/lib%.a: $(B)/sources
	$(call say,AR,$@)
	@rm -f $@
	$(Q)ar rcs $@ $(filter %.o,$^)

$(foreach folder,$(FOLDERS),$(eval $(call archive,$(folder)): $(call objects,$(call members,$(folder)))))
$(B)/libsupport.a: $(call objects,$(SUPPORT))

# The words of notices and pages travel inside the program.
$(B)/libnotice.a: $(B)/monitor/notice/templates.o $(B)/monitor/notice/tone_weights.o
$(B)/libweb.a: $(B)/monitor/web/files.o
$(B)/monitor/notice/templates.o $(B)/monitor/notice/tone_weights.o $(B)/monitor/web/files.o: %.o: %.c $(B)/flags
	$(call say,CC,$<)
	$(Q)$(CC) $(COMPILE_FLAGS) -MMD -MP -c -o $@ $<
$(B)/monitor/notice/templates.c: monitor/notice/embed $(TEMPLATES) $(B)/sources
	@mkdir -p $(@D)
	$(Q)monitor/notice/embed monitor/notice/templates.h template_file templates $(TEMPLATES) >$@
$(B)/monitor/web/files.c: monitor/notice/embed $(WEB_FILES) $(B)/sources
	@mkdir -p $(@D)
	$(Q)monitor/notice/embed monitor/web/files.h web_file monitor/web $(WEB_FILES) >$@

# What a passage weighs is learnt from labelled texts, by a program that has the rules but no weights yet: the same bytes whatever the
# flavour, whose sanitizers would take it half a minute.
$(B)/tests/tone/learn.o: CFLAGS_$(FLAVOUR) := -O2 -g
$(B)/tests/tone/learn: $(call objects,$(LEARN) monitor/notice/mustache.c $(filter-out %_dates.c %_letter.c,\
    $(filter monitor/notice/tone%,$(SOURCES)))) $(call archive,monitor/base)
$(B)/monitor/notice/tone_weights.c: $(B)/tests/tone/learn $(LABELLED) $(TEMPLATES)
	$(call say,LEARN,tests/tone/tune)
	$(Q)$(B)/tests/tone/learn tests/tone/tune monitor/notice/templates >$@

$(B)/puntual: $(call objects,$(wildcard monitor/main.c)) $(foreach folder,$(FOLDERS),$(call archive,$(folder)))
$(foreach source,$(UNIT) $(FUZZ) $(EXTRA),$(eval \
	$(B)/$(source:.c=): $(call objects,$(source)) $(call linked,$(source:.c=))))
$(B)/tests/demo/story $(B)/tests/demo/week: $(call objects,$(DEMO))
$(B)/puntual $(UNIT_PROGRAMS) $(EXTRA_PROGRAMS) $(FUZZ_PROGRAMS) $(B)/tests/tone/learn:
	$(call say,LD,$@)
	$(Q)$(LINK)

# Preloaded into a program: a slow disk, an allocation that fails.
$(B)/tests/bench/slowsync.so $(B)/tests/support/hangname.so $(B)/tests/torture/fail.so: $(B)/%.so: %.c $(B)/flags
	$(call say,LD,$@)
	@mkdir -p $(@D)
	$(Q)$(CC) $(LANGUAGE) $(WARNINGS) -O2 -fPIC -shared -o $@ $<

# Under the fuzz flavour libFuzzer is the main; elsewhere a target replays its kept corpus.
ifeq ($(FLAVOUR),fuzz)
$(FUZZ_PROGRAMS): private LDFLAGS += -fsanitize=fuzzer
else
$(FUZZ_PROGRAMS): $(call objects,$(REPLAY))
endif

ifeq ($(FLAVOUR),analyze)
$(call objects,$(SOURCES)): tests/lint/analyzer.suppress
endif

-include $(patsubst %.o,%.d,$(call objects,$(SOURCES) $(TESTS)))

# ---- Packages ------------------------------------------------------------------------------------------------------
.PHONY: deps deps-lint deps-e2e
deps: #          install what building and unit tests need (Debian packages)
	@tests/support/deps $(DEPS)

deps-lint: #     ... and what lint and fuzzing need
	@tests/support/deps $(DEPS) $(DEPS_LINT)

deps-e2e: #      ... and what the end-to-end tests need; never replaces a mail server
	@tests/support/deps $(DEPS) $(DEPS_E2E)

# ---- Running and testing -------------------------------------------------------------------------------------------
.PHONY: demo check check-run golden-update bench mails check-e2e check-postfix check-web check-sim check-crash torture torture-run asan tsan clang valgrind fuzz fuzz-run cover
TEST_TIMEOUT ?= 120

# $(call script,PATH,FLAVOUR): build that flavour's programs, then run the script with their folder in PUNTUAL_BUILD.
script = $(if $(wildcard $(1)),$(Q)$(MAKE) FLAVOUR=$(2) programs && PUNTUAL_BUILD=build/$(2) $(1),\
	@echo "$@: there is no $(1) yet")

demo: deps #          see it work: a sample shop, four carriers, a week in a minute (ONCE=1: end there)
	+$(call script,tests/demo/run,release)

check: deps #         build and test: unit, golden, kept fuzz inputs
	$(Q)$(MAKE) FLAVOUR=debug WERROR=1 check-run

check-run: $(B)/puntual $(EXTRA_PROGRAMS) $(CHECKED_PROGRAMS)
	@TEST_TIMEOUT=$(TEST_TIMEOUT) tests/support/run-tests $(CHECKED_PROGRAMS)

golden-update: #  rewrite what golden cases expect; read the diff
	$(Q)$(MAKE) FLAVOUR=debug build/debug/tests/carriers/golden
	build/debug/tests/carriers/golden --update

bench: deps #         figures of the pipeline against a bare client
	+$(call script,tests/bench/run,release)

mails: deps #         every sample mail into build/mails, as sent and as a page
	$(Q)$(MAKE) FLAVOUR=release build/release/tests/support/render_samples && build/release/tests/support/render_samples build/mails

check-e2e: deps-e2e #     the real program against fake carriers and a real mail server
	+$(call script,tests/e2e/run,debug)

check-postfix: deps-e2e # its mails through Postfix, out of its package, in a folder of its own (root; skipped without)
	+$(call script,tests/e2e/postfix,debug)

check-web: deps #     the API's description, and the pages in a browser (node, npm; skipped without)
	$(Q)$(MAKE) FLAVOUR=debug build/debug/puntual build/debug/tests/unit/test_openapi && PUNTUAL_BUILD=build/debug tests/web/run

check-sim: deps #     what the judge makes of simulated parcels, beside their truth (minutes)
	+$(call script,tests/sim/run,release)

check-crash: deps-e2e #   kill it at every crash point and at random moments (KILLS=n; LONG=1: 1,340)
	+$(call script,tests/crash/all,debug)

torture: deps #       fail allocations one at a time (SAMPLES=n of each program, 0: all; SEED=n)
	$(Q)$(MAKE) FLAVOUR=asan torture-run

torture-run: $(B)/tests/torture/fail.so $(CHECKED_PROGRAMS)
	@tests/torture/run $^

asan: deps #          check under AddressSanitizer and UBSan
	$(Q)$(MAKE) FLAVOUR=asan TEST_TIMEOUT=300 check-run

tsan: deps #          check under ThreadSanitizer
	$(Q)STORIES=100 TSAN_OPTIONS=suppressions=tests/lint/tsan.suppress $(MAKE) FLAVOUR=tsan TEST_TIMEOUT=600 check-run

clang: deps-lint #         check as built by clang
	$(Q)$(MAKE) FLAVOUR=clang check-run

valgrind: deps-lint #      check under valgrind
	$(Q)STORIES=100 TEST_WRAP="valgrind -q --error-exitcode=99 --leak-check=full --errors-for-leak-kinds=definite" \
	    $(MAKE) FLAVOUR=debug TEST_TIMEOUT=1200 check-run

fuzz: deps-lint #          FUZZ_SECONDS=n for each target, or TARGET=name alone
	$(Q)$(MAKE) FLAVOUR=fuzz fuzz-run

FUZZ_SECONDS ?= 60
fuzz-run: $(if $(TARGET),$(B)/tests/fuzz/fuzz_$(TARGET),$(FUZZ_PROGRAMS))
	@tests/fuzz/run $(FUZZ_SECONDS) $^

cover: deps #         lines run by check, file by file
	$(Q)$(MAKE) FLAVOUR=cover check-run
	@tests/support/cover build/cover $(SOURCES)

# ---- Lint ----------------------------------------------------------------------------------------------------------
LINTS := check-layers check-pure check-headers check-banned check-unit format-check clang-tidy cppcheck analyze \
	shellcheck lint-selftest
.PHONY: lint ci format $(LINTS)

lint: deps-lint #          every check of the machine, each counted
	@passed=0; failed=0; for check in $(LINTS); do \
	    if $(MAKE) $$check; then passed=$$((passed + 1)); else failed=$$((failed + 1)); echo "---- $$check failed"; fi; \
	done; echo "$$passed passed, $$failed failed"; [ $$failed -eq 0 ]

CHECKED_CODE = $(SOURCES) $(TESTS)
TIDY_FLAGS   = $(LANGUAGE) -include tests/lint/analyze.h $(PKG_CFLAGS) -DCRASH_POINTS


check-layers: #  includes follow the arrows; each library has its owner
	@tests/lint/check-layers

check-pure: #    adapters and judge call nothing impure; no mutable globals
	$(Q)$(MAKE) FLAVOUR=debug $(patsubst %.c,build/debug/%.o,$(SOURCES))
	@tests/lint/check-pure build/debug

check-headers: # each header compiles alone
	@HEADER_FLAGS='-std=c17 -D_GNU_SOURCE -I. $(WARNINGS) -Werror $(PKG_CFLAGS)' \
	    tests/lint/check-headers $(filter-out monitor/base/banned.h,$(HEADERS))

check-banned: #  banned functions do fail to compile
	@BANNED_FLAGS='$(LANGUAGE)' tests/lint/check-banned

check-unit: #    systemd reads the unit; its exposure is 1.5 or better
	@tests/lint/check-unit systemd/puntual.service

format-check:
	@clang-format --dry-run -Werror $(CHECKED_CODE) $(HEADERS)

clang-tidy:
	@printf '%s\n' $(CHECKED_CODE) | xargs -r -P $$(nproc) -I{} clang-tidy --quiet {} -- $(TIDY_FLAGS) 2>/dev/null

cppcheck:
	@mkdir -p build/cppcheck
	@cppcheck --quiet --enable=warning,performance,portability --error-exitcode=1 --std=c11 -I. -D_GNU_SOURCE \
	    --library=posix --cppcheck-build-dir=build/cppcheck -j $$(nproc) \
	    --suppressions-list=tests/lint/cppcheck.suppress $(CHECKED_CODE)

analyze:
	$(Q)$(MAKE) -k FLAVOUR=analyze $(patsubst %.c,build/analyze/%.o,$(SOURCES))

shellcheck:
	@shellcheck $(wildcard $(SCRIPTS))
	@! grep -nE '[|] *grep -[A-Za-z]*q' $(wildcard $(SCRIPTS)) || \
	    { echo 'under pipefail, a pipe into grep -q fails when the writer is cut off: read to the end'; exit 1; }

lint-selftest: # each lint can fail: fed a bad sample, it does
	@tests/lint/selftest

format: #        bring the code to its form
	clang-format -i $(CHECKED_CODE) $(HEADERS)

ci: #            what .ci/run does
	@.ci/run

# ---- Installing ----------------------------------------------------------------------------------------------------
.PHONY: install dist clean
install: all #       puntual, its manual and its unit under PREFIX (DESTDIR is honoured)
	install -D -m 755 $(B)/puntual $(DESTDIR)$(PREFIX)/bin/puntual
	$(foreach page,puntual.1 puntual.conf.5,monitor/man/write $(B)/puntual $(page) | install -D -m 644 /dev/stdin \
	    $(DESTDIR)$(PREFIX)/share/man/man$(subst .,,$(suffix $(page)))/$(page)${\n})
	$(foreach unit,$(wildcard systemd/*.service systemd/*.socket),sed 's|/usr/local/bin/|$(PREFIX)/bin/|g' $(unit) | \
	    install -D -m 644 /dev/stdin $(DESTDIR)$(PREFIX)/lib/systemd/system/$(notdir $(unit))${\n})
	$(foreach kind,sysusers tmpfiles,$(foreach file,$(wildcard systemd/$(kind).conf),install -D -m 644 $(file) \
	    $(DESTDIR)$(PREFIX)/lib/$(kind).d/puntual.conf${\n}))
	$(foreach file,$(wildcard systemd/*.example),install -D -m 644 $(file) \
	    $(DESTDIR)$(PREFIX)/share/doc/puntual/$(notdir $(file))${\n})

dist: #          build/puntual-$(VERSION).tar.gz of what is committed
	@mkdir -p build
	git archive --format=tar.gz --prefix=puntual-$(VERSION)/ -o build/puntual-$(VERSION).tar.gz HEAD

clean: #         remove build/
	rm -rf build

define \n


endef

help: #          this list
	@grep -hE '^[a-z][a-z0-9-]*:.* # ' Makefile | sed -E 's/^([a-z0-9-]+):.*[^ ]* # +/  \1\t/; s/^([a-z0-9-]+):  *# +/  \1\t/' | sed 's/$$(VERSION)/$(VERSION)/' | expand -t 18
