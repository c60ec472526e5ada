--- How a run looks in a line: its sign, time, place and outcome, the same in every list and on its page.

local M = {}

---@type table<string, { sign: string, highlight: string }> the signs of `vm-lsp history`
M.STATES = {
  ok = { sign = "✓", highlight = "DiagnosticOk" },
  error = { sign = "✗", highlight = "DiagnosticError" },
  timeout = { sign = "◷", highlight = "DiagnosticError" },
  cancelled = { sign = "■", highlight = "DiagnosticWarn" },
  running = { sign = "▶", highlight = "DiagnosticInfo" },
  queued = { sign = "…", highlight = "Comment" },
}
local UNKNOWN = { sign = "?", highlight = "Comment" }

---@type table<string, { sign: string, highlight: string }> of console's levels; others look like `log`
M.LEVELS = {
  log = { sign = "»", highlight = "VmConsole" },
  warn = { sign = "⚠", highlight = "VmWarn" },
  error = { sign = "✖", highlight = "VmError" },
}
M.ARROW = "→"
M.PIN = { sign = "★", highlight = "Special" }

---@param run vm_lsp.Execution
---@return { sign: string, highlight: string }
function M.state(run)
  return M.STATES[run.status] or UNKNOWN
end

---@param text string
---@return string text in one line, without what a list can't show
function M.one_line(text)
  return vim.trim((text:gsub("\27%[[%d;?]*[ -/]*[@-~]", ""):gsub("%s+", " "):gsub("%c", "\u{FFFD}")))
end

--- Seconds since 1970 of an RFC 3339 time in UTC: Lua's `os.time` knows local time only.
---@param stamp string
---@return integer
local function seconds(stamp)
  local year, month, day, hour, minute, second = stamp:match("^(%d+)-(%d+)-(%d+)T(%d+):(%d+):(%d+)")
  assert(second, "not a time: " .. stamp)
  -- Days since 1970-01-01 by Julian day numbers, in which a year begins in March.
  local shift = math.floor((14 - month) / 12)
  local y, m = year + 4800 - shift, month + 12 * shift - 3
  local days = day + math.floor((153 * m + 2) / 5) + 365 * y + math.floor(y / 4) - math.floor(y / 100)
  return (days + math.floor(y / 400) - 32045 - 2440588) * 86400 + hour * 3600 + minute * 60 + second
end

---@param stamp string an RFC 3339 time in UTC
---@param today? string as `%Y-%m-%d`
---@return string `14:03:05` today, else `21 Nov 14:03`, with the year where it is another one
function M.clock(stamp, today)
  today = today or os.date("%Y-%m-%d") --[[@as string]]
  local moment = seconds(stamp)
  local day = os.date("%Y-%m-%d", moment) --[[@as string]]
  if day == today then
    return os.date("%H:%M:%S", moment) --[[@as string]]
  end
  local same_year = day:sub(1, 4) == today:sub(1, 4)
  return os.date(same_year and "%d %b %H:%M" or "%d %b %Y", moment) --[[@as string]]
end

---@param milliseconds? number
---@return string? `0.4 ms`, `34 ms`, `2.1 s`
function M.duration(milliseconds)
  if not milliseconds then
    return nil
  end
  if milliseconds < 10 then
    return ("%.1f ms"):format(milliseconds)
  end
  return milliseconds < 1000 and ("%.0f ms"):format(milliseconds) or ("%.1f s"):format(milliseconds / 1000)
end

---@param uri string
---@return string a file's path as short as it is plain, else the URI
function M.file(uri)
  if not vim.startswith(uri, "file:") then
    return uri
  end
  return vim.fn.fnamemodify(vim.uri_to_fname(uri), ":~:.")
end

---@param run vm_lsp.Execution
---@return string `crew.js:3`
function M.place(run)
  local file = run.path or M.file(run.uri)
  return run.range and ("%s:%d"):format(file, run.range.start.line + 1) or file
end

---@param run vm_lsp.Execution
---@return string what came of it, in one line; empty while nothing has
function M.outcome(run)
  if run.error then
    return M.one_line(("%s: %s"):format(run.error.name, run.error.message))
  end
  return run.result and ("%s %s"):format(M.ARROW, M.one_line(run.result.preview)) or ""
end

return M
