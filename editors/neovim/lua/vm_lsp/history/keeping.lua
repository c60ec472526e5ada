--- What stays and what goes: pins, and deleting runs, which is asked about first.

local client = require("vm_lsp.client")
local grammar = require("vm_lsp.history.grammar")
local notify = require("vm_lsp.notify")
local source = require("vm_lsp.history.source")

local M = {}

---@param count integer
---@return string
local function runs(count)
  return count == 1 and "1 run" or ("%d runs"):format(count)
end

---@param question string
---@return boolean
local function agreed(question)
  return vim.fn.confirm(question, "&Delete\n&Keep", 2, "Warning") == 1
end

--- Pin a run, so that it stays whatever is pruned, or unpin it.
---@param run vm_lsp.Execution
---@param done? fun() when the server has done it
function M.pin(run, done)
  local pinned = not run.pinned
  client.request(0, "vm.history.pin", { executionId = run.id, pinned = pinned }, function()
    run.pinned = pinned
    local said = pinned and "Run %d is pinned: it stays, whatever is pruned." or "Run %d is not pinned any more."
    notify.info(said:format(run.number))
    if done then
      done()
    end
  end)
end

--- Delete a run for good, after a question.
---@param run vm_lsp.Execution
---@param done? fun() when it is gone
function M.delete(run, done)
  local pin = run.pinned and " It is pinned." or ""
  if not agreed(("Delete run %d? Its code, output and value are gone for good.%s"):format(run.number, pin)) then
    return
  end
  client.request(0, "vm.history.delete", { executionId = run.id }, function()
    notify.info(("Run %d is deleted."):format(run.number))
    if done then
      done()
    end
  end)
end

---@param which table what `vm.history.delete` takes
---@param count integer
---@param words string
local function ask_and_delete(which, count, words)
  local question = "Delete %s (%s)? Their code, output and values are gone for good, pinned ones too."
  if agreed(question:format(runs(count), words)) then
    client.request(0, "vm.history.delete", which, function(answer)
      notify.info(("%s deleted."):format(runs(answer.executions)))
    end)
  end
end

--- Delete all that a search finds, after a question.
---@param search string empty with `everything` only
---@param everything boolean
function M.forget(search, everything)
  if search == "" and not everything then
    return notify.warn("Say which runs: `:VmForget status:error`, or `:VmForget!` for the whole history.")
  elseif search ~= "" and everything then
    return notify.warn("`:VmForget!` is the whole history, `:VmForget search` what a search finds: not both.")
  end
  local which = everything and { all = true } or { search = search }
  client.request(0, "vm.history.delete", vim.tbl_extend("force", which, { dryRun = true }), function(answer)
    if answer.executions == 0 then
      return source.tell_nothing({ search = search ~= "" and search or nil })
    end
    local words = everything and "the whole history, of every workspace" or ("`%s`"):format(search)
    ask_and_delete(which, answer.executions, words)
  end, function(failure)
    notify.warn(grammar.explained(search, failure))
  end)
end

return M
