--- The frames of the exception last met, as a quickfix list to walk through.

local client = require("vm_lsp.client")
local notify = require("vm_lsp.notify")
local positions = require("vm_lsp.positions")

local M = {}

---@class vm_lsp.Failed
---@field error vm_lsp.Exception
---@field encoding string the unit its columns count

---@type vm_lsp.Failed?
local failed

--- Keep the exception of a run; a run that went well leaves the last one there to be looked at.
---@param execution vm_lsp.Execution
function M.remember(execution)
  if execution.error and #(execution.error.frames or {}) > 0 then
    local server = client.any(0)
    failed = { error = execution.error, encoding = server and server.offset_encoding or "utf-16" }
  end
end

---@param uri string
---@return integer? bufnr
local function loaded(uri)
  return vim.iter(vim.api.nvim_list_bufs()):find(function(bufnr)
    return vim.api.nvim_buf_is_loaded(bufnr) and vim.uri_from_bufnr(bufnr) == uri
  end)
end

---@param bufnr integer?
---@param path string
---@param row integer
---@return string
local function line_of(bufnr, path, row)
  if bufnr then
    return positions.line(bufnr, row)
  end
  return vim.fn.filereadable(path) == 1 and vim.fn.readfile(path, "", row + 1)[row + 1] or ""
end

---@param frame vm_lsp.Frame
---@param text string
---@param encoding string
---@return vim.quickfix.entry
local function entry(frame, text, encoding)
  if not frame.uri or not frame.line then
    return { text = text, valid = 0 }
  end
  local bufnr, path = loaded(frame.uri), vim.uri_to_fname(frame.uri)
  local byte = positions.byte(line_of(bufnr, path, frame.line), frame.column or 0, encoding)
  return { bufnr = bufnr, filename = not bufnr and path or nil, lnum = frame.line + 1, col = byte + 1, text = text }
end

---@param error vm_lsp.Exception
---@param encoding string
---@param items vim.quickfix.entry[]
local function add(error, encoding, items)
  local headline = require("vm_lsp.outcomes").headline(error)
  for index, frame in ipairs(error.frames or {}) do
    local name = frame["function"]
    local place = name and name ~= "" and "in " .. name or "at the top level"
    local item = entry(frame, index == 1 and ("%s, %s"):format(headline, place) or "called " .. place, encoding)
    item.type = index == 1 and "E" or nil
    table.insert(items, item)
  end
  if error.cause then
    table.insert(items, { text = "caused by", valid = 0 })
    add(error.cause, encoding, items)
  end
end

--- Put the frames into the quickfix list and open it. The action of `:VmFrames`.
function M.open()
  if not failed then
    return notify.info("No run has failed yet.")
  end
  local items = {}
  add(failed.error, failed.encoding, items)
  vim.fn.setqflist({}, " ", { title = "vm-lsp: " .. require("vm_lsp.outcomes").headline(failed.error), items = items })
  vim.cmd.copen()
end

return M
