# Vitae. The commands:
#
#   make            build/vitae, optimised
#   make start      install what is missing, build, serve http://127.0.0.1:8000
#   make test       everything; ends with "N passed, N failed"
#   make lint       layers, sizes, names, format, warnings as errors, analyzers
#   make fuzz T=60  every parser of ours, T seconds each
#   make fault      allocations, queries and writes fail; kill -9; power cuts
#   make bench      ratios against peers and limits, into bench/RESULTS.md
#   make cover      line and branch coverage of the tests
#   make format     clang-format decides
#
# One tree of objects a variant, under build/<variant>/: V=release (default);
# plain, which is release with the hooks that tests use; asan, tsan, cover,
# fuzz, whose runtimes need calls that the jail forbids.

V ?= release
CC ?= gcc
ifeq ($(origin CC),default)
CC := gcc
endif

B := build/$(V)
VERSION := 0.1.0

PKGS := sqlite3 libpq openssl libsodium libcurl hiredis zlib harfbuzz \
	harfbuzz-subset fribidi libdeflate yaml-0.1 expat
CPPFLAGS := -D_GNU_SOURCE -Isrc -Ibuild/gen -DVITAE_VERSION='"$(VERSION)"' \
	$(shell pkg-config --cflags $(PKGS) 2>/dev/null)
# These are loaded when they are needed (base/library.h); some tests call them
# themselves.
LATE := -lpq -lcurl -lsqlite3 -lssl -lcrypto -lsodium -lcrypt -lhyphen \
	-lyaml -lexpat -lharfbuzz-subset
LDLIBS := $(filter-out $(LATE),$(shell pkg-config --libs $(PKGS) 2>/dev/null)) \
	-lpthread -lm -ldl

WARN := -Wall -Wextra -Wshadow -Wstrict-prototypes -Wmissing-prototypes \
	-Wold-style-definition -Wvla -Wwrite-strings -Wpointer-arith \
	-Wcast-qual -Wundef -Wformat=2 -Wnull-dereference -Wconversion \
	-Wno-sign-conversion -Wno-missing-field-initializers
HARD := -fno-common -fstack-protector-strong -fstack-clash-protection -fPIE
CFLAGS_release := -O2 -g -D_FORTIFY_SOURCE=2 -fno-semantic-interposition
CFLAGS_plain := $(CFLAGS_release) -DVITAE_CHECKED
CHECKED := -O1 -g -fno-omit-frame-pointer -DVITAE_CHECKED -DVITAE_OPEN_JAIL
CFLAGS_asan := $(CHECKED) -fsanitize=address,undefined \
	-fno-sanitize-recover=undefined
CFLAGS_tsan := $(CHECKED) -fsanitize=thread
CFLAGS_cover := $(CHECKED) -O0 --coverage -fprofile-update=atomic
CFLAGS_fuzz := $(CHECKED) -fsanitize=fuzzer-no-link,address,undefined \
	-fno-sanitize-recover=undefined
LDFLAGS_release := -pie -Wl,-z,relro,-z,now,-z,pack-relative-relocs -rdynamic
LDFLAGS_plain := $(LDFLAGS_release)
LDFLAGS_asan := -fsanitize=address,undefined -rdynamic
LDFLAGS_tsan := -fsanitize=thread -rdynamic
LDFLAGS_cover := --coverage -rdynamic
LDFLAGS_fuzz := -fsanitize=fuzzer,address,undefined
ifeq ($(V),fuzz)
CC := clang
endif
ALL_CFLAGS = -std=gnu17 -MMD -MP $(WARN) $(HARD) $(CFLAGS_$(V)) $(CPPFLAGS) $(CFLAGS)
ALL_LDFLAGS = $(LDFLAGS_$(V)) $(LDFLAGS)

ROOMS := $(shell sed -n 's/^\([a-z][a-z]*\).*/\1/p' src/LAYERS)
SRC := $(foreach r,$(ROOMS),$(wildcard src/$(r)/*.c))
OBJ := $(SRC:src/%.c=$(B)/%.o) $(B)/gen/embed.o
TESTS := $(patsubst test/%.c,$(B)/test/%,$(wildcard test/unit/*_test.c \
	test/both/*_test.c test/http/*_test.c))
BENCHES := $(patsubst bench/%.c,$(B)/bench/%,$(wildcard bench/*_bench.c))
FUZZERS := $(patsubst test/fuzz/%.c,build/fuzz/test/fuzz/%,\
	$(wildcard test/fuzz/*_fuzz.c))
REPLAYS := $(patsubst test/%_fuzz.c,$(B)/test/%_replay,\
	$(wildcard test/fuzz/*_fuzz.c))
FAULTS := $(patsubst test/%.c,$(B)/test/%,$(wildcard test/fault/*_fault.c))

MEMORY := $(B)/test/fault/memory.so

.DEFAULT_GOAL := build/vitae
.DELETE_ON_ERROR:
.SUFFIXES:

build/vitae: build/release/vitae
	ln -f $< $@

# One line a file; VERBOSE=1 shows whole commands.
Q := $(if $(VERBOSE),,@)
say = @printf '  %s %s\n' $(1) $@

# ---- objects ---------------------------------------------------------------

$(B)/libvitae.a: $(OBJ)
	@rm -f $@
	$(call say,AR)
	$(Q)ar rcs $@ $^

$(B)/vitae: $(B)/main.o $(B)/libvitae.a
	$(call say,LD)
	$(Q)$(CC) $(ALL_LDFLAGS) -o $@ $^ $(LDLIBS)

# What sources include that is not in the repository.
GENERATED := $(addprefix build/gen/,embed.h lexicon_table.h taxonomy_table.h \
	common_table.h shown_table.h)
$(B)/%.o: src/%.c | $(GENERATED)
	@mkdir -p $(@D)
	$(call say,CC)
	$(Q)$(CC) $(ALL_CFLAGS) -c -o $@ $<

$(B)/test/%.o: test/%.c | $(GENERATED)
	@mkdir -p $(@D)
	$(call say,CC)
	$(Q)$(CC) $(ALL_CFLAGS) -Itest -c -o $@ $<

$(B)/bench/%.o: bench/%.c | $(GENERATED)
	@mkdir -p $(@D)
	$(call say,CC)
	$(Q)$(CC) $(ALL_CFLAGS) -Ibench -c -o $@ $<

# Test programs share the harness; libFuzzer has its own main, and a replay
# of what fuzzing found needs neither libFuzzer nor clang.
$(B)/test/%_test: $(B)/test/%_test.o $(B)/test/test.o $(B)/test/help.o $(B)/libvitae.a
	$(call say,LD)
	$(Q)$(CC) $(ALL_LDFLAGS) -o $@ $^ $(LDLIBS) $(LATE)
$(B)/test/%_fault: $(B)/test/%_fault.o $(B)/test/test.o $(B)/test/help.o $(B)/libvitae.a
	$(call say,LD)
	$(Q)$(CC) $(ALL_LDFLAGS) -o $@ $^ $(LDLIBS) $(LATE)
$(MEMORY): test/fault/memory.c
	@mkdir -p $(@D)
	$(call say,LD)
	$(Q)$(CC) -std=gnu17 -O1 -fPIC -shared -Wall -Wextra -Werror -o $@ $<
$(B)/test/%_fuzz: $(B)/test/%_fuzz.o $(B)/libvitae.a
	$(call say,LD)
	$(Q)$(CC) $(ALL_LDFLAGS) -o $@ $^ $(LDLIBS) $(LATE)
$(B)/test/%_replay: $(B)/test/%_fuzz.o $(B)/test/fuzz/replay.o $(B)/libvitae.a
	$(call say,LD)
	$(Q)$(CC) $(ALL_LDFLAGS) -o $@ $^ $(LDLIBS) $(LATE)
$(B)/bench/%_bench: $(B)/bench/%_bench.o $(B)/bench/bench.o $(B)/libvitae.a
	$(call say,LD)
	$(Q)$(CC) $(ALL_LDFLAGS) -o $@ $^ $(LDLIBS) $(LATE)

# ---- what is embedded: migrations, templates, pages ------------------------

WEB := $(shell find web/app -type f -not -path '*/node_modules/*' 2>/dev/null)
EMBEDDED := $(wildcard sql/*.sql web/plain/* templates/*.json \
	templates/sample/*.json)

# Nothing, where there is no npm: then a plain notice stands for the pages.
build/web/.made: $(WEB) tools/web
	$(call say,WEB)
	$(Q)tools/web

build/gen/embed.h build/gen/embed.c &: $(EMBEDDED) build/web/.made \
		tools/embed Makefile
	@mkdir -p build/gen
	tools/embed build/gen $(sort $(EMBEDDED)) build/web/*

# Words that the intake knows, as one table.
LEXICON := tools/lexicon_table.c src/resume/words.c src/base/base.c \
	src/base/utf8.c
build/gen/lexicon_table.h: $(LEXICON) src/intake/lexicon.h \
		src/intake/lexicon_slot.h $(wildcard src/intake/*.def \
		src/resume/*.def)
	@mkdir -p build/gen
	$(call say,TABLE)
	$(Q)$(CC) -std=gnu17 -O1 $(CPPFLAGS) -o build/gen/make_lexicon $(LEXICON)
	$(Q)build/gen/make_lexicon >$@.new
	$(Q)mv $@.new $@

# Names of skills and occupations, the same.
TAXONOMY := tools/taxonomy_table.c src/resume/wording.c src/resume/words.c \
	src/base/base.c src/base/utf8.c
NAMES := $(sort $(wildcard data/skills/*.txt data/titles/*.txt))
build/gen/taxonomy_table.h: $(TAXONOMY) $(NAMES) data/sectors.txt \
		src/match/taxonomy.h \
		src/match/taxonomy_key.h
	@mkdir -p build/gen
	$(call say,TABLE)
	$(Q)$(CC) -std=gnu17 -O1 $(CPPFLAGS) -o build/gen/make_taxonomy $(TAXONOMY)
	$(Q)build/gen/make_taxonomy data/sectors.txt $(NAMES) >$@.new
	$(Q)mv $@.new $@

COMMON := tools/common_table.c src/match/stem.c src/resume/wording.c \
	src/resume/words.c src/base/base.c src/base/utf8.c
build/gen/common_table.h: $(COMMON) data/common.txt data/plain.txt \
		src/match/stem.h src/match/phrase.h src/match/posting.h \
		src/match/parts.def src/match/headings.def \
		src/match/facts.def src/match/facts_int.h
	@mkdir -p build/gen
	$(call say,TABLE)
	$(Q)$(CC) -std=gnu17 -O1 $(CPPFLAGS) -o build/gen/make_common $(COMMON)
	$(Q)build/gen/make_common data/common.txt data/plain.txt >$@.new
	$(Q)mv $@.new $@

SHOWN := tools/shown_table.c src/match/taxonomy.c src/match/stem.c \
	src/resume/wording.c src/resume/words.c src/base/base.c src/base/utf8.c
build/gen/shown_table.h: $(SHOWN) data/alike.txt data/shown.txt data/asked.txt \
		build/gen/taxonomy_table.h src/match/shown.h src/match/stem.h
	@mkdir -p build/gen
	$(call say,TABLE)
	$(Q)$(CC) -std=gnu17 -O1 $(CPPFLAGS) -o build/gen/make_shown $(SHOWN)
	$(Q)build/gen/make_shown data/alike.txt data/shown.txt \
		data/asked.txt >$@.new
	$(Q)mv $@.new $@

$(B)/gen/embed.o: build/gen/embed.c
	@mkdir -p $(@D)
	$(call say,CC)
	$(Q)$(CC) $(ALL_CFLAGS) -c -o $@ $<

# ---- the commands ----------------------------------------------------------

.PHONY: start test tests lint fuzz fault bench cover format clean need-build need-web \
	generated programs replays fuzzers faults benches
.SECONDARY:

need-build:
	@tools/need build

# Who says how many at a time knows better.
ALL_CORES = $(if $(findstring j,$(MAKEFLAGS)),,-j$(shell nproc))

need-web:
	@tools/need web

start: need-build need-web
	@$(MAKE) --no-print-directory $(ALL_CORES) build/vitae
	@exec build/vitae serve

generated: $(GENERATED)
programs: $(B)/vitae $(TESTS)
replays: $(REPLAYS)
faults: $(FAULTS)
benches: $(BENCHES)
fuzzers: $(FUZZERS)

test:
	@tools/need build test
	@tools/run-tests

lint:
	@tools/need build test
	@tools/lint

fuzz:
	@tools/need build test
	@tools/run-fuzz $(or $(T),60)

fault:
	@tools/need build test
	@tools/run-faults

bench:
	@tools/need build bench
	@tools/run-bench

cover:
	@tools/need build test
	@tools/run-cover

format:
	@clang-format -i $(shell git ls-files '*.c' '*.h' ':!test/lint')

clean:
	rm -rf build

# For tools that ask: make -s print-ALL_CFLAGS
print-%:
	@printf '%s\n' '$(subst ','\'',$($*))'

-include $(shell find $(B) -name '*.d' 2>/dev/null)
