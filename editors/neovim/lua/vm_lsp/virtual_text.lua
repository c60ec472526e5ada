--- Values as virtual text at the end of their lines, in colours of their own. Extmarks follow edits by themselves; what
--- the server says after an edit replaces them.

local client = require("vm_lsp.client")

local M = {}

local namespace = vim.api.nvim_create_namespace("vm_lsp.values")
local group = vim.api.nvim_create_augroup("vm_lsp.values", {})

-- The signs a label begins with, and what it is drawn as.
local GROUPS = {
  ["→"] = "VmValue",
  ["~"] = "VmStale",
  ["»"] = "VmConsole",
  ["⚠"] = "VmWarn",
  ["✖"] = "VmError",
  ["■"] = "VmStopped",
}

---@param label string|lsp.InlayHintLabelPart[]
---@return string
local function text_of(label)
  if type(label) == "string" then
    return label
  end
  return table.concat(vim.tbl_map(function(part)
    return part.value
  end, label))
end

---@param hints lsp.InlayHint[]
---@return table<integer, [string, string][]> chunks by line from 0, in the order the server tells them
local function chunks_of(hints)
  local lines = vim.defaulttable()
  for _, hint in ipairs(hints) do
    local text = text_of(hint.label)
    local highlight = GROUPS[vim.fn.strcharpart(text, 0, 1)] or "VmValue"
    local chunks = lines[hint.position.line]
    if #chunks > 0 then
      table.insert(chunks, { " " })
    end
    table.insert(chunks, { text, highlight })
  end
  return lines
end

---@param bufnr integer
---@param hints lsp.InlayHint[]
local function draw(bufnr, hints)
  vim.api.nvim_buf_clear_namespace(bufnr, namespace, 0, -1)
  local last = vim.api.nvim_buf_line_count(bufnr) - 1
  for row, chunks in pairs(chunks_of(hints)) do
    vim.api.nvim_buf_set_extmark(bufnr, namespace, math.min(row, last), 0, {
      virt_text = chunks,
      virt_text_pos = "eol",
      hl_mode = "combine",
    })
  end
end

--- Ask for the hints of the whole buffer and draw them, unless it has changed since: then another answer comes.
---@param bufnr integer
function M.refresh(bufnr)
  local server = client.attached(bufnr)
  if not server or not vim.api.nvim_buf_is_loaded(bufnr) then
    return
  end
  local params = {
    textDocument = { uri = vim.uri_from_bufnr(bufnr) },
    range = {
      start = { line = 0, character = 0 },
      ["end"] = { line = vim.api.nvim_buf_line_count(bufnr), character = 0 },
    },
  }
  client.send(server, "textDocument/inlayHint", params, function(err, hints, context)
    local current = vim.api.nvim_buf_is_loaded(bufnr) and context.version == vim.lsp.util.buf_versions[bufnr]
    if not err and current then
      draw(bufnr, hints or {})
    end
  end, bufnr)
end

--- Draw the values of a buffer, and again after each change that the server was told of.
---@param bufnr integer
function M.attach(bufnr)
  vim.api.nvim_clear_autocmds({ group = group, buffer = bufnr })
  vim.api.nvim_create_autocmd("LspNotify", {
    group = group,
    buffer = bufnr,
    callback = function(event)
      if event.data.method == "textDocument/didChange" or event.data.method == "textDocument/didOpen" then
        M.refresh(bufnr)
      end
    end,
  })
  M.refresh(bufnr)
end

--- Take the values away, as when the server has gone.
---@param bufnr integer
function M.detach(bufnr)
  vim.api.nvim_clear_autocmds({ group = group, buffer = bufnr })
  vim.api.nvim_buf_clear_namespace(bufnr, namespace, 0, -1)
end

return M
