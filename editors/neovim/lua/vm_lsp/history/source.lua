--- The history as the server tells it: every list, page and action asks here.

local client = require("vm_lsp.client")
local grammar = require("vm_lsp.history.grammar")
local look = require("vm_lsp.history.look")
local notify = require("vm_lsp.notify")
local outcomes = require("vm_lsp.outcomes")

local M = {}

---@class vm_lsp.history.Query
---@field search? string Words, phrases and filters, by the server's grammar.
---@field uri? string The document that runs were taken from.
---@field range? lsp.Range In that document: the runs of the statements that are there today.
---@field place? string That range for people: `crew.js:3`.
---@field limit? integer
---@field cursor? string Continues a former page.

--- List runs, newest first.
---@param query vm_lsp.history.Query
---@param answered fun(page: vm_lsp.HistoryPage)
---@param refused? fun(failure: vm_lsp.Failure) By default the person is told which part of the search is wrong.
function M.list(query, answered, refused)
  local search = query.search and vim.trim(query.search) ~= "" and query.search or nil
  local argument = { search = search, uri = query.uri, range = query.range, limit = query.limit, cursor = query.cursor }
  client.request(0, "vm.history.list", argument, answered, refused or function(failure)
    notify.warn(grammar.explained(search or "", failure))
  end)
end

--- Get a run with its whole value, and all its events.
---@param id string
---@param answered fun(run: vm_lsp.Execution, events: vm_lsp.Event[])
function M.whole(id, answered)
  client.request(0, "vm.history.get", { executionId = id }, function(run)
    client.request(0, "vm.history.events", { executionId = id }, function(events)
      answered(run, events)
    end)
  end)
end

--- Find a buffer that the run's own server serves: a page's or a picker's buffer has none, and there may be several.
---@param uri string
---@return integer bufnr
local function served(uri)
  local path = vim.startswith(uri, "file:") and vim.fs.normalize(vim.uri_to_fname(uri)) or uri
  for _, one in ipairs(vim.lsp.get_clients({ name = client.NAME })) do
    local root = one.root_dir and vim.fs.normalize(one.root_dir) .. "/"
    for bufnr in pairs(one.attached_buffers) do
      if vim.uri_from_bufnr(bufnr) == uri or (root and vim.startswith(path, root)) then
        return bufnr
      end
    end
  end
  return 0
end

--- Run a run's text again in today's session; its results appear where it was taken from.
---@param run vm_lsp.Execution
function M.rerun(run)
  client.request(served(run.uri), "vm.history.rerun", { executionId = run.id }, outcomes.tell)
end

--- Run a run's text behind what had run before it, in a session of its own. Nothing of that is kept, so it is told.
---@param former vm_lsp.Execution
function M.rerun_as_then(former)
  local argument = { executionId = former.id, as = "then" }
  client.request(served(former.uri), "vm.history.rerun", argument, function(run)
    local was, now = look.outcome(former), look.outcome(run)
    local said = was == now and "as it was: %s" or "now %s, it was %s"
    notify.info(("Run %d again, %s"):format(former.number, said:format(now ~= "" and now or "no value", was)))
  end)
end

--- Say that there is nothing to show, and what to do.
---@param query vm_lsp.history.Query
function M.tell_nothing(query)
  local search = query.search
  if search and search:find(":", 1, true) then
    return notify.info(("No run fits `%s`."):format(search))
  elseif search then
    return notify.info(("No run has `%s` in its code, value, output or error."):format(search))
  elseif query.place then
    return notify.info(("%s has not run yet as it is now. `:VmRun` runs it."):format(query.place))
  end
  notify.info("Nothing has run yet, or `history.enabled` is off. `:VmRun` runs the statement at the cursor.")
end

return M
