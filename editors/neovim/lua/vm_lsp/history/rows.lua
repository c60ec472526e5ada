--- A run as a row of a list: sign, time, place, the first line of its code, and what came of it.

local look = require("vm_lsp.history.look")

local M = {}

local WIDEST_PLACE, WIDEST_CODE = 28, 60

---@param text string
---@param cells integer
---@param from_left? boolean cut the beginning, which says least in a path
---@return string exactly so many cells
local function fitted(text, cells, from_left)
  local width = vim.fn.strdisplaywidth(text)
  if width <= cells then
    return text .. (" "):rep(cells - width)
  end
  local count = vim.fn.strchars(text)
  local kept = ""
  for taken = 1, count do
    local part = vim.fn.strcharpart(text, from_left and count - taken or 0, taken)
    if vim.fn.strdisplaywidth(part) >= cells then
      break
    end
    kept = part
  end
  local cut = from_left and "…" .. kept or kept .. "…"
  return cut .. (" "):rep(cells - vim.fn.strdisplaywidth(cut))
end

---@param run vm_lsp.Execution
---@return string
local function code(run)
  for line in vim.gsplit(run.input, "\n", { plain = true }) do
    if vim.trim(line) ~= "" then
      return look.one_line(line)
    end
  end
  return ""
end

---@class vm_lsp.history.Widths
---@field pins boolean whether one of them is pinned
---@field time integer
---@field place integer
---@field code integer

---@param runs vm_lsp.Execution[]
---@return vm_lsp.history.Widths so that the columns of these runs stand below each other
function M.widths(runs)
  local widths = { pins = false, time = 0, place = 0, code = 0 }
  for _, run in ipairs(runs) do
    widths.pins = widths.pins or run.pinned == true
    widths.time = math.max(widths.time, vim.fn.strdisplaywidth(look.clock(run.queuedAt)))
    widths.place = math.max(widths.place, vim.fn.strdisplaywidth(look.place(run)))
    widths.code = math.max(widths.code, vim.fn.strdisplaywidth(code(run)))
  end
  widths.place = math.min(widths.place, WIDEST_PLACE)
  widths.code = math.min(widths.code, WIDEST_CODE)
  return widths
end

---@param run vm_lsp.Execution
---@param widths vm_lsp.history.Widths
---@return [string, string?][] the parts of its row, each with a highlight group
function M.parts(run, widths)
  local state = look.state(run)
  local signs = { { state.sign, state.highlight } }
  if widths.pins then
    table.insert(signs, { run.pinned and look.PIN.sign or " ", look.PIN.highlight })
  end
  return vim.list_extend(signs, {
    { fitted(look.clock(run.queuedAt), widths.time), "Comment" },
    { fitted(look.place(run), widths.place, true), "Directory" },
    { fitted(code(run), widths.code) },
    { look.outcome(run), run.error and "DiagnosticError" or "Comment" },
  })
end

---@param run vm_lsp.Execution
---@param widths vm_lsp.history.Widths
---@return string text
---@return [[integer, integer], string][] spans bytes from 0, end-exclusive, and their highlight groups
function M.row(run, widths)
  local texts, spans, offset = {}, {}, 0
  for index, part in ipairs(M.parts(run, widths)) do
    texts[index] = part[1]
    if part[2] then
      table.insert(spans, { { offset, offset + #part[1] }, part[2] })
    end
    offset = offset + #part[1] + 2
  end
  return (table.concat(texts, "  "):gsub("%s+$", "")), spans
end

return M
