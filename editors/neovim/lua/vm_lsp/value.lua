--- The whole value where its hint is too short: asked for at the cursor, shown in a float.

local client = require("vm_lsp.client")
local float = require("vm_lsp.float")
local notify = require("vm_lsp.notify")
local positions = require("vm_lsp.positions")

local M = {}

---@class vm_lsp.Value
---@field type string
---@field preview string
---@field full? string where it is longer than the preview
---@field truncated boolean

--- Return all of a value that there is as text.
---@param value vm_lsp.Value
---@return string
function M.text(value)
  return value.full or value.preview
end

---@param answer {value: vm_lsp.Value}
local function show(answer)
  local value = answer.value
  local cut = value.truncated and not value.full and " (its beginning)" or ""
  float.open(M.text(value), { title = value.type .. cut })
end

--- Return the places to look at: the cursor, then the line's code, since a person looks at the line.
---@param bufnr integer
---@return vm_lsp.Place[]
function M.places(bufnr)
  local cursor = positions.cursor()
  local line = positions.line(bufnr, cursor.row)
  local code = #line:match("^%s*")
  local last = #line:match("^(.-)[%s;]*$")
  return { cursor, { row = cursor.row, byte = code }, { row = cursor.row, byte = math.max(last - 1, code) } }
end

---@param bufnr integer
---@param places vm_lsp.Place[]
---@param index integer
local function ask(bufnr, places, index)
  local server = client.attached(bufnr)
  if not server then
    return notify.warn(require("vm_lsp.missing").reason(bufnr))
  end
  local position = positions.position(bufnr, places[index], server.offset_encoding)
  local argument = { uri = vim.uri_from_bufnr(bufnr), position = position }
  client.request(bufnr, "vm.value.show", argument, show, function(failure)
    if failure.code == "VALIDATION_ERROR" and places[index + 1] then
      ask(bufnr, places, index + 1)
    else
      client.tell(failure)
    end
  end)
end

--- Show the whole value at the cursor, else in its line.
---@param bufnr integer
function M.at_cursor(bufnr)
  ask(bufnr, M.places(bufnr), 1)
end

--- Show the value that a code action names, in our float rather than as a file.
---@param command lsp.Command
---@param context {bufnr: integer}
function M.from_action(command, context)
  local argument = vim.tbl_extend("force", command.arguments[1], { open = false })
  client.request(context.bufnr, command.command, argument, show)
end

return M
