--- What can be done with a run, from its page and from every picker.

local notify = require("vm_lsp.notify")
local source = require("vm_lsp.history.source")

local M = {}

---@param run vm_lsp.Execution
---@return string[]
local function input_lines(run)
  return vim.split((run.input:gsub("\r\n?", "\n"):gsub("\n$", "")), "\n", { plain = true })
end

---@param count integer
---@return string
local function lines_said(count)
  return count == 1 and "1 line" or ("%d lines"):format(count)
end

M.rerun = source.rerun

--- Yank what ran into the register that was asked for (`"+y`), as lines.
---@param run vm_lsp.Execution
function M.yank(run)
  local lines = input_lines(run)
  vim.fn.setreg(vim.v.register, lines, "l")
  vim.api.nvim_echo({ { ("%s of run %d yanked"):format(lines_said(#lines), run.number) } }, false, {})
end

--- Put what ran below the cursor of a window, and the cursor behind it.
---@param run vm_lsp.Execution
---@param window integer
function M.insert(run, window)
  if not vim.api.nvim_win_is_valid(window) then
    return notify.warn("The window to put the run into is closed. `y` yanks it.")
  end
  if not vim.bo[vim.api.nvim_win_get_buf(window)].modifiable then
    return notify.warn("The buffer to put the run into can't be changed. `y` yanks it.")
  end
  vim.api.nvim_win_call(window, function()
    vim.api.nvim_put(input_lines(run), "l", true, true)
  end)
end

---@param run vm_lsp.Execution
---@param split? "below"|"right"|"tab" by default below
---@param former? integer the window its places open in, by default this one
function M.open(run, split, former)
  former = former or vim.api.nvim_get_current_win()
  source.whole(run.id, function(whole, events)
    require("vm_lsp.history.view").open(whole, events, former, split)
  end)
end

return M
