--- What a finished run comes to in Neovim: one message where there is something to say, and an event for others.

local config = require("vm_lsp.config")
local notify = require("vm_lsp.notify")

local M = {}

--- The `User` autocommand after each run that was asked for here; its `data` is the contract's Execution.
M.EVENT = "VmRunEnded"

---@class vm_lsp.Frame
---@field function? string
---@field uri? string
---@field line? integer from 0
---@field column? integer from 0

---@class vm_lsp.Exception
---@field name string
---@field message string
---@field frames vm_lsp.Frame[]
---@field cause? vm_lsp.Exception

---@class vm_lsp.Execution
---@field id string
---@field number integer
---@field status "queued"|"running"|"ok"|"error"|"timeout"|"cancelled"
---@field rolledBack boolean
---@field result? {type: string, preview: string, full?: string}
---@field error? vm_lsp.Exception

---@param error vm_lsp.Exception
---@return string
function M.headline(error)
  return error.message ~= "" and ("%s: %s"):format(error.name, error.message) or error.name
end

---@param execution vm_lsp.Execution
---@return boolean
local function values_are_drawn(execution)
  local inline = vim.tbl_get(config.get().settings, "inline", "enabled") ~= false
  return config.get().hints ~= false and inline or not execution.result
end

---@param execution vm_lsp.Execution
local function say(execution)
  local error = execution.error
  if not error then
    if not values_are_drawn(execution) then
      notify.info(notify.cut("→ " .. execution.result.preview))
    end
  elseif error.name ~= "Cancelled" then -- whoever stopped a run is told what came of it
    notify.error(notify.cut(M.headline(error), execution.rolledBack and " (rolled back)" or nil))
  end
end

--- Tell the person what a run came to, once.
---@param execution vm_lsp.Execution
function M.tell(execution)
  require("vm_lsp.quickfix").remember(execution)
  say(execution)
  vim.api.nvim_exec_autocmds("User", { pattern = M.EVENT, modeline = false, data = execution })
end

return M
