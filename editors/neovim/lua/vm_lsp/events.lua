--- What runs say while they last, handed on to whoever listens.

local json = require("vm_lsp.json")

local M = {}

--- The `User` autocommand for each bunch of events; its `data.events` are the contract's Events.
M.EVENT = "VmEvents"

---@type lsp.Handler
function M.on_events(_, params, context)
  local data = { events = json.without_nulls(params.events), client_id = context.client_id }
  vim.api.nvim_exec_autocmds("User", { pattern = M.EVENT, modeline = false, data = data })
end

return M
