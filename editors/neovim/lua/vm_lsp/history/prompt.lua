--- Telescope's prompt as a search: Tab completes it, and what can't be read is marked in it.

local grammar = require("vm_lsp.history.grammar")

local M = {}

local namespace = vim.api.nvim_create_namespace("vm_lsp.history.prompt")

---@class vm_lsp.history.Completing
---@field text string what the prompt has while this completion is shown
---@field search string what was typed
---@field items vm_lsp.Completion[]
---@field index integer

---@type table<integer, vm_lsp.history.Completing> by prompt buffer
local completing = {}

---@param buffer integer
---@return table picker
local function picker_of(buffer)
  return require("telescope.actions.state").get_current_picker(buffer)
end

---@param buffer integer
---@return string what is typed; Telescope itself hears of it a moment later
local function typed(buffer)
  return picker_of(buffer):_get_prompt()
end

---@param buffer integer
---@param title string
local function say(buffer, title)
  local border = picker_of(buffer).results_border
  if border then
    border:change_title(title)
  end
end

---@param buffer integer
---@param index integer
local function show(buffer, index)
  local now = completing[buffer]
  now.index = index
  now.text = grammar.completed(now.search, now.items[index])
  picker_of(buffer):set_prompt(now.text)
  local item = now.items[index]
  say(buffer, ("%s %s (%d of %d)"):format(item.label, item.detail, index, #now.items))
end

--- Complete the search at its end; again, with the next that fits.
---@param buffer integer the prompt's
---@param step integer 1, or -1 back
function M.complete(buffer, step)
  local search = typed(buffer)
  local now = completing[buffer]
  if now and now.text == search and #now.items > 1 then
    return show(buffer, (now.index - 1 + step) % #now.items + 1)
  end
  grammar.complete(search, function(items)
    if vim.api.nvim_buf_is_valid(buffer) and #items > 0 then
      completing[buffer] = { text = search, search = search, items = items, index = 1 }
      show(buffer, 1)
    end
  end)
end

--- Mark which part of a search can't be read, and say why.
---@param buffer integer the prompt's
---@param search string
---@param failure vm_lsp.Failure
function M.refuse(buffer, search, failure)
  if not vim.api.nvim_buf_is_valid(buffer) then
    return
  end
  local hint = (failure.details or {}).hint or ""
  say(buffer, hint ~= "" and hint or failure.message) -- there is little room, and the mark says the rest
  local fault = grammar.fault(search, failure)
  local line = vim.api.nvim_buf_get_lines(buffer, 0, 1, false)[1] or ""
  local from = #line - #search
  if fault and vim.endswith(line, search) then
    local last = math.min(from + math.max(fault.last, fault.first + 1), #line)
    local mark = { end_col = last, hl_group = "DiagnosticUnderlineError" }
    vim.api.nvim_buf_set_extmark(buffer, namespace, 0, math.min(from + fault.first, last), mark)
  end
end

--- Take marks and messages away: the search can be read.
---@param buffer integer the prompt's
---@param title string
function M.accept(buffer, title)
  if vim.api.nvim_buf_is_valid(buffer) then
    vim.api.nvim_buf_clear_namespace(buffer, namespace, 0, -1)
    local now = completing[buffer]
    if not (now and now.text == typed(buffer)) then
      say(buffer, title)
    end
  end
end

return M
