--- Running: the statement at the cursor, lines, what an operator or a selection covers, the file.

local client = require("vm_lsp.client")
local notify = require("vm_lsp.notify")
local outcomes = require("vm_lsp.outcomes")
local positions = require("vm_lsp.positions")
local region = require("vm_lsp.region")

local M = {}

---@class vm_lsp.Pending what the next call of the operator needs to know of the moment it was begun
---@field view table? the window's view, since `g@` moves the cursor
---@field to_line_ends boolean

---@type vm_lsp.Pending
local pending = { view = nil, to_line_ends = false }

---@param bufnr integer
---@return integer? version the server knows the buffer by, so that a run of another text is refused
local function version(bufnr)
  return vim.lsp.util.buf_versions[bufnr]
end

---@param bufnr integer
---@param spans vm_lsp.Span[]
---@param index integer
local function send(bufnr, spans, index)
  local server = client.attached(bufnr)
  if not spans[index] or not vim.api.nvim_buf_is_valid(bufnr) or not server then
    return
  end
  local argument = {
    uri = vim.uri_from_bufnr(bufnr),
    range = positions.range(bufnr, spans[index], server.offset_encoding),
    version = version(bufnr),
  }
  client.request(bufnr, "vm.executeSelection", argument, function(execution)
    outcomes.tell(execution)
    if execution.status == "ok" then
      send(bufnr, spans, index + 1)
    end
  end)
end

--- Run spans of a buffer one after the other, up to the first that fails. An empty span is the statement there.
---@param bufnr integer
---@param spans vm_lsp.Span[]
local function run(bufnr, spans)
  client.when_attached(bufnr, function()
    send(bufnr, spans, 1)
  end)
end

--- Run what is selected; nothing but blanks is no statement that the server should look for.
---@param spans vm_lsp.Span[]
local function run_selected(spans)
  local bufnr = vim.api.nvim_get_current_buf()
  local filled = vim.tbl_filter(function(span)
    return not region.blank(bufnr, span)
  end, spans)
  if #filled == 0 then
    return notify.info("Nothing is selected but blanks.")
  end
  run(bufnr, filled)
end

--- Run the statement at the cursor.
function M.statement()
  local cursor = positions.cursor()
  run(vim.api.nvim_get_current_buf(), { { first = cursor, last = cursor } })
end

--- Run whole lines, from 1 as in a command's range.
---@param first integer
---@param last integer
function M.lines(first, last)
  run_selected({ region.lines(0, first - 1, last - 1) })
end

--- Run the buffer as it is, or its file.
function M.file()
  local bufnr = vim.api.nvim_get_current_buf()
  client.when_attached(bufnr, function()
    local argument = { uri = vim.uri_from_bufnr(bufnr), version = version(bufnr) }
    client.request(bufnr, "vm.runFile", argument, outcomes.tell)
  end)
end

--- Begin the operator: for `expr` maps, in normal mode a motion follows, in visual mode it takes the selection.
---@param motion? string one that is always the same, as `_` for lines
---@return string keys
function M.begin(motion)
  local block = vim.fn.mode() == "\22"
  pending.view = vim.fn.winsaveview()
  pending.to_line_ends = block and vim.fn.getcurpos()[5] == vim.v.maxcol
  vim.go.operatorfunc = "v:lua.require'vm_lsp.run'.operator"
  return "g@" .. (motion or "")
end

---@param mark string
---@return vm_lsp.Place
local function place(mark)
  local row, byte = unpack(vim.api.nvim_buf_get_mark(0, mark))
  return { row = row - 1, byte = byte }
end

--- What `g@` calls, also when it is repeated with a dot.
---@param kind "char"|"line"|"block"
function M.operator(kind)
  local spans = region.spans(0, kind, place("["), place("]"), pending.to_line_ends)
  if pending.view then
    vim.fn.winrestview(pending.view)
    pending.view = nil
  end
  run_selected(spans)
end

--- Carry out a run that a code lens or a code action asks for.
---@param command lsp.Command
---@param context {bufnr: integer}
function M.from_lens(command, context)
  client.request(context.bufnr, command.command, command.arguments[1], outcomes.tell)
end

return M
