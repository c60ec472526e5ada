--- The history in fzf-lua: what is typed searches in the server, a preview shows the run, keys do what its page does.

local actions = require("vm_lsp.history.actions")
local exporting = require("vm_lsp.history.exporting")
local grammar = require("vm_lsp.history.grammar")
local keeping = require("vm_lsp.history.keeping")
local look = require("vm_lsp.history.look")
local rows = require("vm_lsp.history.rows")
local source = require("vm_lsp.history.source")

local M = {}

local LIMIT = 200

---@return boolean
function M.installed()
  return (pcall(require, "fzf-lua"))
end

---fzf gives lines back, so each begins with its run's id, which is not shown.
---@param query vm_lsp.history.Query
---@param runs table<string, vm_lsp.Execution> filled, by id
---@return fun(words: string|string[]): fun(take: fun(line?: string))
local function contents(query, runs)
  return function(words)
    local search = type(words) == "table" and words[1] or words --[[@as string]]
    return function(take)
      source.list(vim.tbl_extend("force", query, { search = search, limit = LIMIT }), function(page)
        local widths = rows.widths(page.items)
        for _, run in ipairs(page.items) do
          runs[run.id] = run
          take(("%s\t%s"):format(run.id, (rows.row(run, widths))))
        end
        take(nil)
      end, function(failure)
        take(("\t%s"):format(look.one_line(grammar.explained(search, failure))))
        take(nil)
      end)
    end
  end
end

---@param runs table<string, vm_lsp.Execution>
---@param line? string
---@return vm_lsp.Execution?
local function run_of(runs, line)
  return line and runs[line:match("^[^\t]+")]
end

---@param runs table<string, vm_lsp.Execution>
---@return table for fzf-lua to make its previewer of: one in a buffer
local function previewer(runs)
  local Run = require("fzf-lua.previewer.builtin").base:extend()
  function Run:populate_preview_buf(line)
    local run = run_of(runs, line)
    if run then
      self:set_preview_buf(require("vm_lsp.history.view").preview(run, self:get_tmp_buffer()))
    end
  end
  return {
    _ctor = function()
      return Run
    end,
  }
end

---@param runs table<string, vm_lsp.Execution>
---@param act fun(run: vm_lsp.Execution)
---@return fun(selected: string[])
local function with_selected(runs, act)
  return function(selected)
    local run = run_of(runs, selected and selected[1])
    if run then
      act(run)
    end
  end
end

---@param query vm_lsp.history.Query
---@param options? table fzf-lua's own
function M.open(query, options)
  local runs = {} ---@type table<string, vm_lsp.Execution>
  local former = vim.api.nvim_get_current_win()
  local function opens(split)
    return with_selected(runs, function(run)
      actions.open(run, split, former)
    end)
  end
  require("fzf-lua").fzf_live(contents(query, runs), vim.tbl_deep_extend("force", {
    prompt = "Runs> ",
    query = query.search,
    exec_empty_query = true,
    previewer = previewer(runs),
    fzf_opts = { ["--delimiter"] = "\t", ["--with-nth"] = "2..", ["--no-sort"] = true, ["--no-multi"] = true },
    actions = {
      ["default"] = opens("below"),
      ["ctrl-s"] = opens("below"),
      ["ctrl-v"] = opens("right"),
      ["ctrl-t"] = opens("tab"),
      ["alt-r"] = with_selected(runs, actions.rerun),
      ["alt-y"] = with_selected(runs, actions.yank),
      ["alt-p"] = with_selected(runs, function(run)
        actions.insert(run, former)
      end),
      ["alt-s"] = with_selected(runs, keeping.pin),
      ["alt-e"] = with_selected(runs, exporting.run),
      ["alt-d"] = with_selected(runs, keeping.delete),
    },
  }, options or {}))
end

return M
