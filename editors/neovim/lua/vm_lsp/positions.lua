--- Places in a buffer: bytes, which Neovim counts, and a server's characters. The same functions in every Neovim.

local M = {}

---@class vm_lsp.Place
---@field row integer from 0
---@field byte integer from 0

---@class vm_lsp.Span
---@field first vm_lsp.Place
---@field last vm_lsp.Place not included

---@param bufnr integer
---@param row integer
---@return string
function M.line(bufnr, row)
  return vim.api.nvim_buf_get_lines(bufnr, row, row + 1, false)[1] or ""
end

--- Return how many characters of an encoding stand before a byte of a line.
---@param line string
---@param byte integer
---@param encoding string utf-8, utf-16 or utf-32
---@return integer
function M.character(line, byte, encoding)
  local before = line:sub(1, byte)
  if encoding == "utf-16" then
    return vim.fn.strutf16len(before, 1)
  elseif encoding == "utf-32" then
    return vim.fn.strchars(before)
  end
  return #before
end

--- Return the byte a character begins at, at most the line's length.
---@param line string
---@param character integer
---@param encoding string
---@return integer
function M.byte(line, character, encoding)
  local byte = character
  if encoding == "utf-16" then
    byte = vim.fn.byteidxcomp(line, character, true)
  elseif encoding == "utf-32" then
    byte = vim.fn.byteidxcomp(line, character)
  end
  return (byte < 0 or byte > #line) and #line or byte
end

---@param bufnr integer
---@param place vm_lsp.Place
---@param encoding string
---@return lsp.Position
function M.position(bufnr, place, encoding)
  return { line = place.row, character = M.character(M.line(bufnr, place.row), place.byte, encoding) }
end

---@param bufnr integer
---@param span vm_lsp.Span
---@param encoding string
---@return lsp.Range
function M.range(bufnr, span, encoding)
  return { start = M.position(bufnr, span.first, encoding), ["end"] = M.position(bufnr, span.last, encoding) }
end

--- Return where the cursor of the current window is.
---@return vm_lsp.Place
function M.cursor()
  local row, byte = unpack(vim.api.nvim_win_get_cursor(0))
  return { row = row - 1, byte = byte }
end

return M
