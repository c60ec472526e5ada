--- A run's page in a window: read-only, its frames lead to their places, and single keys do what there is to do.

local actions = require("vm_lsp.history.actions")
local client = require("vm_lsp.client")
local exporting = require("vm_lsp.history.exporting")
local keeping = require("vm_lsp.history.keeping")
local look = require("vm_lsp.history.look")
local notify = require("vm_lsp.notify")
local source = require("vm_lsp.history.source")
local text = require("vm_lsp.history.page")

local M = {}

local KEYS = " "
  .. table.concat({
    "%#Keyword#r%* re-run",
    "%#Keyword#y%* yank",
    "%#Keyword#p%* put below",
    "%#Keyword#⏎%* go to line",
    "%#Keyword#P%* pin",
    "%#Keyword#E%* export",
    "%#Keyword#D%* delete",
    "%#Keyword#q%* close",
  }, "  ")

---@param run vm_lsp.Execution
---@return string
local function name_of(run)
  return ("vm-lsp://history/%s/run-%d.js"):format(run.id:sub(1, 8), run.number)
end

local namespace = vim.api.nvim_create_namespace("vm_lsp.history")

---@param buffer integer
---@param highlights table<integer, string>
local function highlight(buffer, highlights)
  vim.api.nvim_buf_clear_namespace(buffer, namespace, 0, -1)
  for line, group in pairs(highlights) do
    -- Above the comment's colour, which syntax gives.
    local mark = { end_row = line, hl_group = group, priority = 200, strict = false }
    vim.api.nvim_buf_set_extmark(buffer, namespace, line - 1, 0, mark)
  end
end

--- Fill a buffer with a run: its page here, and its preview in pickers.
---@param buffer integer
---@param page vm_lsp.history.Page
function M.fill(buffer, page)
  vim.bo[buffer].modifiable = true
  vim.api.nvim_buf_set_lines(buffer, 0, -1, false, page.lines)
  vim.bo[buffer].modifiable = false
  vim.bo[buffer].modified = false
  highlight(buffer, page.highlights)
end

---@param buffer integer
local function colour(buffer)
  if not pcall(vim.treesitter.start, buffer, "javascript") then
    vim.bo[buffer].syntax = "javascript" -- where no parser is installed
  end
end

--- A buffer with a run's code and errors at once, and its output as soon as the server has told it.
---@param run vm_lsp.Execution
---@param buffer? integer a picker's own; by default a new one that goes with its window
---@return integer buffer
function M.preview(run, buffer)
  if not buffer then
    buffer = vim.api.nvim_create_buf(false, true)
    vim.bo[buffer].bufhidden = "wipe"
  end
  M.fill(buffer, text.page(run))
  colour(buffer)
  source.whole(run.id, function(whole, events)
    if vim.api.nvim_buf_is_valid(buffer) then
      M.fill(buffer, text.page(whole, events))
    end
  end)
  return buffer
end

---@param former integer the window the page was asked for in
---@return integer window that shows no run's page, a new one where there is none
local function window_for_places(former)
  if vim.api.nvim_win_is_valid(former) then
    return former
  end
  for _, window in ipairs(vim.api.nvim_tabpage_list_wins(0)) do
    if vim.bo[vim.api.nvim_win_get_buf(window)].buftype == "" then
      return window
    end
  end
  vim.cmd("aboveleft split")
  return vim.api.nvim_get_current_win()
end

---@return string how the server that told the places counts columns
local function encoding()
  local server = client.any(0)
  return server and server.offset_encoding or "utf-16"
end

---@param place? vm_lsp.history.Place
---@param former integer
local function go_to(place, former)
  if not place then
    return notify.info("This line leads nowhere: <CR> follows code, output, values and frames.")
  end
  if vim.startswith(place.uri, "file:") and vim.fn.filereadable(vim.uri_to_fname(place.uri)) == 0 then
    return notify.warn(("%s is not there any more."):format(look.file(place.uri)))
  end
  vim.api.nvim_set_current_win(window_for_places(former))
  local position = { line = place.line, character = place.column }
  local location = { uri = place.uri, range = { start = position, ["end"] = position } }
  vim.lsp.util.show_document(location, encoding(), { focus = true })
end

---@param buffer integer
---@param run vm_lsp.Execution
---@param page vm_lsp.history.Page
---@param former integer
---@param renew fun() shows the page as it is now
local function map(buffer, run, page, former, renew)
  local function close()
    if vim.api.nvim_buf_is_valid(buffer) then
      vim.api.nvim_buf_delete(buffer, {})
    end
  end
  local function go()
    go_to(page.places[vim.api.nvim_win_get_cursor(0)[1]], former)
  end
  local does = {
    { "r", "Run this again", function() actions.rerun(run) end },
    { "R", "Run this again as it was", function() source.rerun_as_then(run) end },
    { "y", "Yank what ran", function() actions.yank(run) end },
    { "p", "Put what ran below the cursor of the former window", function() actions.insert(run, former) end },
    { "P", "Pin this run, or unpin it", function() keeping.pin(run, renew) end },
    { "E", "Export this run", function() exporting.run(run) end },
    { "D", "Delete this run", function() keeping.delete(run, close) end },
    { "q", "Close", function() vim.api.nvim_win_close(0, false) end },
    { "gf", "Go to the line in its file", go },
    { "<CR>", "Go to the line in its file", go },
  }
  for _, one in ipairs(does) do
    vim.keymap.set("n", one[1], one[3], { buffer = buffer, nowait = true, desc = one[2] })
  end
end

--- Return the buffer of a name. It is no file before it has the name, or a server would attach to it.
---@param name string
---@return integer buffer
local function buffer_of(name)
  for _, buffer in ipairs(vim.api.nvim_list_bufs()) do
    if vim.api.nvim_buf_get_name(buffer) == name then
      return buffer
    end
  end
  local buffer = vim.api.nvim_create_buf(false, true)
  vim.bo[buffer].bufhidden = "wipe"
  vim.api.nvim_buf_set_name(buffer, name)
  return buffer
end

---@param buffer integer
---@param split "below"|"right"|"tab"
---@return integer window
local function show(buffer, split)
  local shown = vim.fn.bufwinid(buffer)
  if shown ~= -1 then
    vim.api.nvim_set_current_win(shown)
  elseif split == "tab" then
    vim.cmd("tab sbuffer " .. buffer)
  else
    vim.api.nvim_open_win(buffer, true, { split = split, win = 0 })
  end
  return vim.api.nvim_get_current_win()
end

---@param window integer
local function dress(window)
  local here = vim.wo[window][0]
  here.winbar = KEYS
  -- The page says the file's line numbers itself.
  here.number, here.relativenumber, here.signcolumn, here.list = false, false, "no", false
end

---@param run vm_lsp.Execution
---@param events vm_lsp.Event[]
---@param former integer the window that frames open in and that input is put into
---@param split? "below"|"right"|"tab"
function M.open(run, events, former, split)
  local page = text.page(run, events)
  local buffer = buffer_of(name_of(run))
  M.fill(buffer, page)
  local window = show(buffer, split or "below")
  vim.bo[buffer].filetype = "javascript"
  colour(buffer)
  dress(window)
  map(buffer, run, page, former, function()
    if vim.api.nvim_buf_is_valid(buffer) then
      M.fill(buffer, text.page(run, events))
    end
  end)
end

return M
