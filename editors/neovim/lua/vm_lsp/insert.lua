--- Putting a result beside the code as a comment: the server's code action, without its menu.

local client = require("vm_lsp.client")
local notify = require("vm_lsp.notify")
local positions = require("vm_lsp.positions")
local value = require("vm_lsp.value")

local M = {}

local KIND = "vm-lsp.insert"

---@param bufnr integer
---@param server vim.lsp.Client
---@param places vm_lsp.Place[]
---@param index integer
local function ask(bufnr, server, places, index)
  local position = positions.position(bufnr, places[index], server.offset_encoding)
  local params = {
    textDocument = { uri = vim.uri_from_bufnr(bufnr) },
    range = { start = position, ["end"] = position },
    context = { diagnostics = {}, only = { KIND } },
  }
  client.send(server, "textDocument/codeAction", params, function(err, actions)
    if err then
      client.tell(client.failure(err))
    elseif actions and actions[1] then
      vim.lsp.util.apply_workspace_edit(actions[1].edit, server.offset_encoding)
    elseif places[index + 1] then
      ask(bufnr, server, places, index + 1)
    else
      notify.info("There is no value here. Run the code first.")
    end
  end, bufnr)
end

--- Insert the result at the cursor, else that of its line.
---@param bufnr integer
function M.at_cursor(bufnr)
  local server = client.attached(bufnr)
  if not server then
    return notify.warn(require("vm_lsp.missing").reason(bufnr))
  end
  ask(bufnr, server, value.places(bufnr), 1)
end

return M
