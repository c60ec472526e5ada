--- The history as the server tells it: every list, page and action asks here.

local client = require("vm_lsp.client")
local notify = require("vm_lsp.notify")
local outcomes = require("vm_lsp.outcomes")

local M = {}

---@class vm_lsp.history.Query
---@field search? string Words that a run has in its code, value, output or error.
---@field limit? integer
---@field cursor? string Continues a former page.

---@param command string
---@param argument table
---@param answered fun(result: any)
---@param refused? fun() Called where the server refuses, after the person was told why.
local function ask(command, argument, answered, refused)
  client.request(0, command, argument, answered, function(failure)
    client.tell(failure)
    if refused then
      refused()
    end
  end)
end

--- List runs, newest first.
---@param query vm_lsp.history.Query
---@param answered fun(page: vm_lsp.HistoryPage)
---@param refused? fun()
function M.list(query, answered, refused)
  local search = query.search and vim.trim(query.search) ~= "" and query.search or nil
  ask("vm.history.list", { search = search, limit = query.limit, cursor = query.cursor }, answered, refused)
end

--- Get a run with its whole value, and all its events.
---@param id string
---@param answered fun(run: vm_lsp.Execution, events: vm_lsp.Event[])
function M.whole(id, answered)
  ask("vm.history.get", { executionId = id }, function(run)
    ask("vm.history.events", { executionId = id }, function(events)
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

--- Say that there is nothing to show, and what to do.
---@param search? string
function M.tell_nothing(search)
  if search then
    return notify.info(("No run has `%s` in its code, value, output or error."):format(search))
  end
  notify.info("Nothing has run yet, or `history.enabled` is off. `:VmRun` runs the statement at the cursor.")
end

return M
