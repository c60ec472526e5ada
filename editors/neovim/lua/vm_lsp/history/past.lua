--- `:VmPast`: what the statement at the cursor, or those of some lines, came to before, wherever they stood then.

local client = require("vm_lsp.client")
local history = require("vm_lsp.history")
local look = require("vm_lsp.history.look")
local positions = require("vm_lsp.positions")
local region = require("vm_lsp.region")

local M = {}

---@param bufnr integer
---@param span vm_lsp.Span
local function open(bufnr, span)
  client.when_attached(bufnr, function(server)
    local uri = vim.uri_from_bufnr(bufnr)
    history.open({
      uri = uri,
      range = positions.range(bufnr, span, server.offset_encoding),
      place = ("%s:%d"):format(look.file(uri), span.first.row + 1),
    })
  end)
end

--- Open the runs of the statement at the cursor.
function M.statement()
  local cursor = positions.cursor()
  open(vim.api.nvim_get_current_buf(), { first = cursor, last = cursor })
end

--- Open the runs of the statements in some lines, from 1 as in a command's range.
---@param first integer
---@param last integer
function M.lines(first, last)
  open(vim.api.nvim_get_current_buf(), region.lines(0, first - 1, last - 1))
end

return M
