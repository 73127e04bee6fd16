# briefgen in two commands: `make brief` and `make test`.  `make` alone lists the others.

EDITION ?= 2021-q3
SIZE    ?= usual
BIN     := .venv/bin
INPUTS  := pyproject.toml constraints.txt .ci/setup

.PHONY: help brief test test-all bench lint format clean

help:
	@echo "make brief      安裝所需，產出 out/ 裡的 Word 與 PDF（EDITION=$(EDITION)） / install, build the brief"
	@echo "make test       快速測試 / the fast tests"
	@echo "make test-all   全部測試，含各家驗證器（SIZE=full：發行前的次數）"
	@echo "                all tests, with the validators (SIZE=full: as often as before a release)"
	@echo "make lint       格式、靜態檢查、型別 / format, lint, types"
	@echo "make format     整理格式 / put the code in format"
	@echo "make bench      量測時間 / measure"
	@echo "make clean      刪除 .venv 與快取 / remove .venv and caches"

brief: .venv/.run
	@$(BIN)/briefgen build $(EDITION)

test: .venv/.dev
	@$(BIN)/python -m pytest -n 2 -m "not slow"

test-all: .venv/.checks
	@$(BIN)/python -m pytest -n 2 --size $(SIZE)

lint: .venv/.dev
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy

format: .venv/.dev
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

bench: .venv/.checks
	@$(BIN)/python bench/build.py

clean:
	rm -rf .venv .cache .mypy_cache .pytest_cache .ruff_cache .hypothesis *.egg-info

# The stamps: set-up runs when there is none, or when what is to be installed has changed.
.venv/.run: $(INPUTS)
	@.ci/setup run

.venv/.dev: .venv/.run
	@.ci/setup dev

.venv/.checks: .venv/.dev
	@.ci/setup checks
