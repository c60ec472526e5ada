-- What the tests read of a running Neovim that its RPC does not tell in one answer.

local M = {}

local NAME = "vm_lsp"

---The text of one row of the screen, as it is drawn.
---@param row integer from 1
---@return string
local function drawn(row)
  local cells = {}
  for column = 1, vim.o.columns do
    cells[column] = vim.fn.screenstring(row, column)
  end
  return table.concat(cells)
end

---@param chunks [string, string][]
---@return string
local function text_of(chunks)
  local texts = vim.tbl_map(function(chunk)
    return chunk[1]
  end, chunks)
  return vim.trim(table.concat(texts))
end

---What marks put beside the code, whoever sets them; diagnostics are read elsewhere.
---@return table<integer, string[]> labels by line from 0
local function labels()
  local found = {}
  for name, namespace in pairs(vim.api.nvim_get_namespaces()) do
    if not name:find("diagnostic") then
      for _, mark in ipairs(vim.api.nvim_buf_get_extmarks(0, namespace, 0, -1, { details = true })) do
        local label = text_of(mark[4].virt_text or {})
        if label ~= "" then
          found[mark[2]] = found[mark[2]] or {}
          table.insert(found[mark[2]], label)
        end
      end
    end
  end
  return found
end

---The values that can be read on the screen beside their line; what is marked, but not drawn, is no value.
---@return { line: integer, text: string }[]
function M.values()
  vim.cmd("redraw!")
  local seen = {}
  for line, texts in pairs(labels()) do
    local place = vim.fn.screenpos(0, line + 1, 1)
    local row = place.row > 0 and drawn(place.row) or ""
    local shown = vim.tbl_filter(function(text)
      return row:find(text, 1, true) ~= nil
    end, texts)
    if #shown > 0 then
      table.insert(seen, { line = line, text = table.concat(shown, "  ") })
    end
  end
  return seen
end

---@return string[] the rows of the screen
function M.screen()
  vim.cmd("redraw!")
  return vim.tbl_map(drawn, vim.fn.range(1, vim.o.lines))
end

---Our diagnostics of the buffer in front; columns are bytes.
---@return table[]
function M.problems()
  local ours = vim.tbl_filter(function(diagnostic)
    return diagnostic.source == "vm-lsp"
  end, vim.diagnostic.get(0))
  return vim.tbl_map(function(diagnostic)
    local raw = vim.tbl_get(diagnostic, "user_data", "lsp", "relatedInformation") or {}
    return {
      start = { diagnostic.lnum, diagnostic.col },
      finish = { diagnostic.end_lnum, diagnostic.end_col },
      message = diagnostic.message,
      leads_to = vim.tbl_map(function(related)
        return related.location.range.start.line
      end, raw),
    }
  end, ours)
end

---@return boolean attached to the buffer in front, and past its start
function M.attached()
  local client = vim.lsp.get_clients({ bufnr = 0, name = NAME })[1]
  return client ~= nil and client.initialized == true
end

---@return boolean a command waits for its answer
function M.running()
  for _, client in ipairs(vim.lsp.get_clients({ name = NAME })) do
    for _, request in pairs(client.requests) do
      if request.type == "pending" and request.method == "workspace/executeCommand" then
        return true
      end
    end
  end
  return false
end

---@return string? the lines of the floating window in front of all, nil where there is none
function M.float()
  for _, window in ipairs(vim.api.nvim_list_wins()) do
    if vim.api.nvim_win_get_config(window).relative ~= "" then
      return table.concat(vim.api.nvim_buf_get_lines(vim.api.nvim_win_get_buf(window), 0, -1, false), "\n")
    end
  end
end

function M.close_floats()
  for _, window in ipairs(vim.api.nvim_list_wins()) do
    if vim.api.nvim_win_get_config(window).relative ~= "" then
      vim.api.nvim_win_close(window, true)
    end
  end
end

---Answer `vim.ui.select` as the plugins do that replace it: keep what is offered, and choose later.
function M.offer_selections()
  M.offered = nil
  vim.ui.select = function(items, options, choose)
    M.offered = { items = items, options = options, choose = choose }
  end
end

---@return string[]? the rows offered last
function M.rows()
  local offered = M.offered
  return offered and vim.tbl_map(offered.options.format_item or tostring, offered.items)
end

---@param index integer? from 1; nil gives up
function M.choose(index)
  local offered = assert(M.offered, "nothing is offered")
  M.offered = nil
  offered.choose(index and offered.items[index], index)
end

---Keep what each run was that is over from now on.
function M.keep_runs()
  M.runs = {}
  vim.api.nvim_create_autocmd("User", {
    group = vim.api.nvim_create_augroup("driver", {}),
    pattern = "VmRunEnded",
    callback = function(event)
      table.insert(M.runs, event.data.input)
    end,
  })
end

---Keep every notification instead of showing it.
function M.keep_notifications()
  M.notifications = {}
  vim.notify = function(message, level, options)
    table.insert(M.notifications, { message = message, level = level, title = (options or {}).title })
  end
  vim.notify_once = vim.notify
end

return M
