--- The history through `vim.ui.select`: whatever a person has put in its place, or Neovim's own numbered list.

local actions = require("vm_lsp.history.actions")
local rows = require("vm_lsp.history.rows")
local source = require("vm_lsp.history.source")

local M = {}

M.PAGE = 100 -- runs in one list

---@return integer runs on one page: as many as Neovim's own list can show without a pager
local function page_size()
  local own = debug.getinfo(vim.ui.select, "S").source:find("vim/ui.lua", 1, true)
  return own and math.max(5, vim.o.lines - 6) or M.PAGE
end

---@param query vm_lsp.history.Query
---@return string
local function prompt(query)
  local where = query.place and (" of %s"):format(query.place) or ""
  local what = query.search and (" with `%s`"):format(query.search) or ""
  return ("Runs%s%s, newest first:"):format(where, what)
end

---@class vm_lsp.history.Older
---@field cursor string

---@param page vm_lsp.HistoryPage
---@param query vm_lsp.history.Query
---@param former integer
local function offer(page, query, former)
  local items = vim.list_extend({}, page.items) --[[@as (vm_lsp.Execution|vm_lsp.history.Older)[] ]]
  if page.nextCursor then
    table.insert(items, { cursor = page.nextCursor })
  end
  local widths = rows.widths(page.items)
  vim.ui.select(items, {
    prompt = prompt(query),
    kind = "vm_lsp_history",
    format_item = function(item)
      return item.cursor and "… older runs" or (rows.row(item, widths))
    end,
    -- Neovim 0.12's contract with those that draw previews; others leave it alone.
    preview_item = function(item)
      return item.cursor and {} or { buf = require("vm_lsp.history.view").preview(item) }
    end,
  }, function(item)
    if item and item.cursor then
      M.open(vim.tbl_extend("force", query, { cursor = item.cursor }))
    elseif item then
      actions.open(item, nil, former)
    end
  end)
end

---@param query vm_lsp.history.Query
function M.open(query)
  local former = vim.api.nvim_get_current_win()
  source.list(vim.tbl_extend("force", query, { limit = page_size() }), function(page)
    if #page.items == 0 then
      return source.tell_nothing(query)
    end
    offer(page, query, former)
  end)
end

return M
