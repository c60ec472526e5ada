--- What a person selected, as spans of bytes: characters, whole lines, or each row of a block.

local positions = require("vm_lsp.positions")

local M = {}

--- Return the byte behind the character that a byte is in, accents and joined signs included.
---@param line string
---@param byte integer
---@return integer
local function behind(line, byte)
  return math.min(byte + #vim.fn.matchstr(line, ".", byte), #line)
end

--- Return whole lines as one span, the last line's end not included.
---@param bufnr integer
---@param first integer from 0
---@param last integer from 0
---@return vm_lsp.Span
function M.lines(bufnr, first, last)
  return { first = { row = first, byte = 0 }, last = { row = last, byte = #positions.line(bufnr, last) } }
end

---@param bufnr integer
---@param first vm_lsp.Place
---@param last vm_lsp.Place the last character, included; a column past the line's end is its end
---@return vm_lsp.Span
local function characters(bufnr, first, last)
  local start = math.min(first.byte, #positions.line(bufnr, first.row))
  local line = positions.line(bufnr, last.row)
  return {
    first = { row = first.row, byte = start },
    last = { row = last.row, byte = behind(line, math.min(last.byte, #line)) },
  }
end

--- Return the rows of a block of the current window, by screen columns as Vim selects it; shorter lines have none.
---@param bufnr integer
---@param first vm_lsp.Place
---@param last vm_lsp.Place
---@param to_line_ends boolean
---@return vm_lsp.Span[]
local function block(bufnr, first, last, to_line_ends)
  local from = vim.fn.virtcol({ first.row + 1, first.byte + 1 }, true)
  local to = vim.fn.virtcol({ last.row + 1, last.byte + 1 }, true)
  local left, right = math.min(from[1], to[1]), to_line_ends and math.huge or math.max(from[2], to[2])
  local spans = {}
  for row = first.row, last.row do
    local width = vim.fn.virtcol({ row + 1, "$" }) - 1
    if width >= left then
      local start = vim.fn.virtcol2col(0, row + 1, left) - 1
      local stop = vim.fn.virtcol2col(0, row + 1, math.min(right, width)) - 1
      local line = positions.line(bufnr, row)
      table.insert(spans, { first = { row = row, byte = start }, last = { row = row, byte = behind(line, stop) } })
    end
  end
  return spans
end

--- Return what lies between two marks of a kind that 'operatorfunc' is called with, one span for each run.
---@param bufnr integer
---@param kind "char"|"line"|"block"
---@param first vm_lsp.Place
---@param last vm_lsp.Place
---@param to_line_ends? boolean of a block extended by `$`
---@return vm_lsp.Span[]
function M.spans(bufnr, kind, first, last, to_line_ends)
  if kind == "line" then
    return { M.lines(bufnr, first.row, last.row) }
  elseif kind == "block" then
    return block(bufnr, first, last, to_line_ends or false)
  end
  return { characters(bufnr, first, last) }
end

--- Return whether there is nothing but blanks in a span: nothing to run.
---@param bufnr integer
---@param span vm_lsp.Span
---@return boolean
function M.blank(bufnr, span)
  local first, last = span.first, span.last
  local text = vim.api.nvim_buf_get_text(bufnr, first.row, first.byte, last.row, last.byte, {})
  return not table.concat(text):find("%S")
end

return M
