--- Exports of runs into a new buffer: JavaScript that can be checked, Markdown, or JSON Lines.

local client = require("vm_lsp.client")
local notify = require("vm_lsp.notify")

local M = {}

---@type table<string, string> the file types of the formats
local FILETYPES = { js = "javascript", markdown = "markdown", jsonl = "json" }
M.FORMATS = { "js", "markdown", "jsonl" }

local DESCRIPTIONS = {
  js = "JavaScript with its values as comments, which `vm-lsp check` compares",
  markdown = "Markdown, for people",
  jsonl = "JSON Lines, for programs",
}

---@param format string
---@param text string
local function show(format, text)
  vim.cmd("new")
  vim.api.nvim_buf_set_lines(0, 0, -1, false, vim.split((text:gsub("\n$", "")), "\n", { plain = true }))
  vim.bo.filetype = FILETYPES[format]
end

--- Export into a buffer of its own, which has no name yet: `:w crew.md` gives it one.
---@param which table a run, a session or a search, as `vm.history.export` takes it
---@param format string
function M.export(which, format)
  local argument = vim.tbl_extend("force", which, { format = format })
  client.request(0, "vm.history.export", argument, function(answer)
    show(format, answer.text)
  end)
end

--- Ask for the format, then export a run.
---@param run vm_lsp.Execution
function M.run(run)
  vim.ui.select(M.FORMATS, {
    prompt = ("Export run %d as:"):format(run.number),
    kind = "vm_lsp_format",
    format_item = function(format)
      return DESCRIPTIONS[format]
    end,
  }, function(format)
    if format then
      M.export({ executionId = run.id }, format)
    end
  end)
end

--- Carry out `:VmExport [format] [search]`: without a search, the session of the buffer.
---@param words string
---@param bufnr integer
function M.command(words, bufnr)
  local first, rest = words:match("^(%S*)%s*(.*)$")
  local known = vim.list_contains(M.FORMATS, first)
  local format, search = known and first or "js", vim.trim(known and rest or words)
  if search ~= "" then
    return M.export({ search = search }, format)
  end
  client.when_attached(bufnr, function(server)
    local session = require("vm_lsp.sessions").of(server.id, bufnr)
    if not session then
      return notify.warn("Nothing has run here yet. With a search, `:VmExport markdown since:1d`, any runs are exported.")
    end
    M.export({ sessionId = session.id }, format)
  end)
end

return M
