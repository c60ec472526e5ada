--- The text of one run's page: its code, then what happened as comments, and where each line leads.

local look = require("vm_lsp.history.look")

local M = {}

---@class vm_lsp.history.Place
---@field uri string
---@field line integer from 0
---@field column integer from 0, in the client's units

---@class vm_lsp.history.Page
---@field lines string[]
---@field places table<integer, vm_lsp.history.Place> by line of the page, from 1
---@field highlights table<integer, string> groups of the lines that say what happened, by line from 1

---@param text string
---@return string[]
local function split(text)
  return vim.split(text:gsub("\r\n?", "\n"), "\n", { plain = true })
end

---@param page vm_lsp.history.Page
---@param line string
---@param place? vm_lsp.history.Place
---@param highlight? string
local function add(page, line, place, highlight)
  table.insert(page.lines, line)
  page.places[#page.lines] = place
  page.highlights[#page.lines] = highlight
end

--- Add a remark, its first line marked with the line of the file it belongs to.
---@param page vm_lsp.history.Page
---@param sign string
---@param text string
---@param place? vm_lsp.history.Place
---@param highlight? string
local function remark(page, sign, text, place, highlight)
  local margin = place and ("%4d"):format(place.line + 1) or (" "):rep(4)
  local indent = (" "):rep(vim.fn.strdisplaywidth(sign) + 1)
  for index, line in ipairs(split(text)) do
    local head = index == 1 and ("// %s  %s "):format(margin, sign) or ("// %s  %s"):format((" "):rep(4), indent)
    add(page, (head .. line:gsub("%z", "\\0")):gsub("%s+$", ""), place, highlight)
  end
end

---@param uri string
---@param range? lsp.Range
---@return vm_lsp.history.Place?
local function last_line(uri, range)
  if range then
    local last = range["end"].line
    return { uri = uri, line = last, column = range.start.line == last and range.start.character or 0 }
  end
end

---@param page vm_lsp.history.Page
---@param exception vm_lsp.Exception
---@param sign string
local function add_exception(page, exception, sign)
  local first = exception.frames[1]
  remark(page, sign, ("%s: %s"):format(exception.name, exception.message), first, "VmError")
  for _, frame in ipairs(exception.frames) do
    local where = ("%s:%d:%d"):format(look.file(frame.uri), frame.line + 1, frame.column + 1)
    local name = frame["function"] or ""
    add(page, ("//          at %s (%s)"):format(name ~= "" and name or "<main>", where), frame, "VmError")
  end
  if exception.cause then
    add_exception(page, exception.cause, "caused by")
  end
end

---@type table<string, fun(page: vm_lsp.history.Page, payload: table, run: vm_lsp.Execution)>
local WRITERS = {
  console = function(page, payload)
    local place = payload.uri
      and payload.line
      and { uri = payload.uri, line = payload.line, column = payload.column or 0 }
    local level = look.LEVELS[payload.level] or look.LEVELS.log
    remark(page, level.sign, payload.text, place or nil, level.highlight)
  end,
  statement = function(page, payload, run)
    remark(page, look.ARROW, payload.preview, last_line(run.uri, payload.range), "VmValue")
  end,
  system = function(page, payload)
    remark(page, "!", payload.message)
  end,
}

---@param page vm_lsp.history.Page
---@param run vm_lsp.Execution
local function add_outcome(page, run)
  if run.error then
    add_exception(page, run.error, look.state(run).sign)
  elseif run.result then
    remark(page, look.ARROW, run.result.full or run.result.preview, last_line(run.uri, run.resultRange), "VmValue")
  else
    remark(page, look.state(run).sign, "This run is not over yet.")
  end
  if run.rolledBack then
    remark(page, " ", "The session is as it was before this run.")
  end
end

---@param run vm_lsp.Execution
---@return string `✓ run 3 · ok · crew.js:1 · 14:03:05 · 2.1 ms`
function M.title(run)
  local began = look.clock(run.startedAt or run.queuedAt)
  local parts = { ("run %d"):format(run.number), run.status, look.place(run), began }
  table.insert(parts, look.duration(run.metrics and run.metrics.wallMs))
  if run.pinned then
    table.insert(parts, look.PIN.sign .. " pinned")
  end
  return ("%s %s"):format(look.state(run).sign, table.concat(parts, " · "))
end

---@param run vm_lsp.Execution
---@param events? vm_lsp.Event[] nil while they are not there yet
---@return vm_lsp.history.Page
function M.page(run, events)
  local page = { lines = {}, places = {}, highlights = {} }
  local origin = run.range and run.range.start.line or 0
  add(page, "// " .. M.title(run), nil, look.state(run).highlight)
  add(page, "")
  for index, line in ipairs(split((run.input:gsub("\n$", "")))) do
    add(page, line, { uri = run.uri, line = origin + index - 1, column = 0 })
  end
  add(page, "")
  for _, event in ipairs(events or {}) do
    local write = WRITERS[event.type]
    if write then
      write(page, event.payload, run)
    end
  end
  add_outcome(page, run)
  return page
end

return M
