--- The grammar of searches, which is the server's: what could be typed, and where a search can't be read.
--- The server counts UTF-16 units of the search; here everything counts bytes.

local client = require("vm_lsp.client")
local positions = require("vm_lsp.positions")

local M = {}

local PATIENCE_MS = 1000 -- a command line waits for its completion

---@class vm_lsp.Completion
---@field label string
---@field insert string
---@field start integer
---@field end integer
---@field detail string

---@param search string
---@param units integer
---@return integer byte
local function byte(search, units)
  return positions.byte(search, units, "utf-16")
end

---@param search string
---@param cursor integer
---@return table argument
local function asked(search, cursor)
  return { search = search, cursor = positions.character(search, cursor, "utf-16") }
end

---@param search string
---@param answer { items: vm_lsp.Completion[] }
---@return vm_lsp.Completion[] with places in bytes
local function in_bytes(search, answer)
  return vim.tbl_map(function(item)
    local place = { start = byte(search, item.start), ["end"] = byte(search, item["end"]) }
    return vim.tbl_extend("force", item, place)
  end, answer.items)
end

--- Ask what could stand at the end of a search.
---@param search string
---@param answered fun(items: vm_lsp.Completion[])
function M.complete(search, answered)
  client.request(0, "vm.history.complete", asked(search, #search), function(answer)
    answered(in_bytes(search, answer))
  end, function()
    answered({}) -- a list says by itself what is wrong with its search
  end)
end

--- Return what could stand at the end of a search, waiting for the server a moment.
---@param search string
---@return vm_lsp.Completion[]
function M.complete_now(search)
  local found
  if not client.any(0) then
    return {}
  end
  M.complete(search, function(items)
    found = items
  end)
  vim.wait(PATIENCE_MS, function()
    return found ~= nil
  end, 5)
  return found or {}
end

--- Return a search with a completion taken.
---@param search string
---@param item vm_lsp.Completion
---@return string
function M.completed(search, item)
  return search:sub(1, item.start) .. item.insert .. search:sub(item["end"] + 1)
end

--- Complete a search on the command line, as |command-completion-customlist| does.
---@param lead string the last word of the search
---@param search string up to the cursor
---@return string[] words in place of the last one
function M.words(lead, search)
  local kept = search:sub(1, #search - #lead)
  local words = {}
  for _, item in ipairs(M.complete_now(search)) do
    local whole = search:sub(1, item.start) .. item.insert
    if vim.startswith(whole, kept) then
      table.insert(words, whole:sub(#kept + 1))
    end
  end
  return words
end

---@class vm_lsp.Fault where a search can't be read, in bytes
---@field first integer
---@field last integer not included

--- Return where a search can't be read, if that is what a failure is about.
---@param search? string
---@param failure vm_lsp.Failure
---@return vm_lsp.Fault?
function M.fault(search, failure)
  local details = failure.details or {}
  if search and details.key == "search" and details.start then
    return { first = byte(search, details.start), last = byte(search, details["end"]) }
  end
end

--- Return what is wrong with a search, with marks around that part of it.
---@param search string
---@param failure vm_lsp.Failure
---@return string
function M.explained(search, failure)
  local fault = M.fault(search, failure)
  if not fault then
    return failure.message
  end
  local parts = { search:sub(1, fault.first), search:sub(fault.first + 1, fault.last), search:sub(fault.last + 1) }
  return ("%s▸%s◂%s: %s"):format(parts[1], parts[2], parts[3], failure.message)
end

return M
