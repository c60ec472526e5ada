--- A float with a text to read: coloured as JavaScript, as big as its text and no bigger than a share of the screen.

local config = require("vm_lsp.config")

local M = {}

local FOOTER = " y copies · q closes "

---@param share number at most 1: of `whole`; else as it is
---@param whole integer
---@return integer
local function size(share, whole)
  return math.max(1, math.min(math.floor(share <= 1 and share * whole or share), whole - 4))
end

---@param lines string[]
---@param width integer
---@return integer rows that the lines take where they are wrapped
local function wrapped(lines, width)
  local rows = 0
  for _, line in ipairs(lines) do
    rows = rows + math.max(1, math.ceil(vim.fn.strdisplaywidth(line) / width))
  end
  return rows
end

---@param lines string[]
---@param title string
---@return vim.api.keyset.win_config
local function layout(lines, title)
  local options = config.get().float
  local width = math.max(vim.fn.strdisplaywidth(title), vim.fn.strdisplaywidth(FOOTER))
  for _, line in ipairs(lines) do
    width = math.max(width, vim.fn.strdisplaywidth(line))
  end
  width = math.min(width, size(options.max_width, vim.o.columns))
  local chosen = vim.fn.exists("+winborder") == 1 and vim.o.winborder or ""
  return {
    relative = "cursor",
    row = 1,
    col = 0,
    width = width,
    height = math.min(wrapped(lines, width), size(options.max_height, vim.o.lines)),
    style = "minimal",
    border = options.border or (chosen == "" and "rounded" or nil),
    title = title,
    footer = FOOTER,
    footer_pos = "right",
  }
end

---@param bufnr integer
local function colour(bufnr)
  local grammar = #vim.api.nvim_get_runtime_file("parser/javascript.*", false) > 0
  if not (grammar and pcall(vim.treesitter.start, bufnr, "javascript")) then
    vim.bo[bufnr].syntax = "javascript" -- not 'filetype': no server is to attach to a value
  end
end

---@param text string
local function copy(text)
  vim.fn.setreg('"', text)
  if vim.fn.has("clipboard") == 1 then
    vim.fn.setreg("+", text)
  end
  require("vm_lsp.notify").info("Copied.")
end

---@param bufnr integer
---@param win integer
---@param text string
local function map_keys(bufnr, win, text)
  local function close()
    if vim.api.nvim_win_is_valid(win) then
      vim.api.nvim_win_close(win, true)
    end
  end
  for _, key in ipairs({ "q", "<Esc>" }) do
    vim.keymap.set("n", key, close, { buffer = bufnr, nowait = true, desc = "Close" })
  end
  vim.keymap.set("n", "y", function()
    copy(text)
  end, { buffer = bufnr, nowait = true, desc = "Copy the whole text" })
  vim.api.nvim_create_autocmd("WinLeave", { buffer = bufnr, once = true, callback = vim.schedule_wrap(close) })
end

--- Show a text and go there. `y` copies it, in visual mode what is selected; `q`, Esc and leaving close it.
---@param text string
---@param options {title: string}
---@return integer win
function M.open(text, options)
  local lines = vim.split(text, "\n", { plain = true })
  local bufnr = vim.api.nvim_create_buf(false, true)
  vim.bo[bufnr].bufhidden = "wipe"
  vim.api.nvim_buf_set_lines(bufnr, 0, -1, false, lines)
  vim.bo[bufnr].modifiable = false
  local win = vim.api.nvim_open_win(bufnr, true, layout(lines, (" %s "):format(options.title)))
  vim.wo[win].wrap = true
  vim.wo[win].conceallevel = 0
  vim.w[win].vm_lsp = "value"
  colour(bufnr)
  map_keys(bufnr, win, text)
  return win
end

return M
