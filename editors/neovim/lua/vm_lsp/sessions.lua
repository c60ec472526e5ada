--- How the sessions of each server fare, as it tells by `vm/sessionStatus`.

local json = require("vm_lsp.json")

local M = {}

--- The `User` autocommand after each change; its `data` is the contract's Session.
M.EVENT = "VmSessionChanged"

local TICK_MS = 1000

---@class vm_lsp.Session
---@field id string
---@field workspaceUri? string
---@field status "starting"|"ready"|"busy"|"crashed"|"closed"
---@field lastError? string
---@field since integer when it came to be so, in milliseconds of |uv.now()|

---@type table<integer, table<string, vm_lsp.Session>> by client id and session id
local known = {}

---@type uv.uv_timer_t? runs while a session is busy, so that its seconds count on
local ticking

---@return boolean
local function any_busy()
  for _, sessions in pairs(known) do
    for _, session in pairs(sessions) do
      if session.status == "busy" then
        return true
      end
    end
  end
  return false
end

local function redraw()
  vim.cmd.redrawstatus({ bang = true })
end

local function tick()
  local busy = any_busy()
  if busy and not ticking then
    ticking = assert(vim.uv.new_timer())
    ticking:start(TICK_MS, TICK_MS, vim.schedule_wrap(redraw))
  elseif not busy and ticking then
    ticking:close()
    ticking = nil
  end
end

--- Take a session's new state.
---@type lsp.Handler
function M.on_status(_, params, context)
  local session = json.without_nulls(params)
  local sessions = known[context.client_id] or {}
  known[context.client_id] = sessions
  local before = sessions[session.id]
  if session.status == "closed" then
    sessions[session.id] = nil
  else
    local same = before and before.status == session.status
    session.since = same and before.since or vim.uv.now()
    sessions[session.id] = session
  end
  tick()
  redraw()
  vim.api.nvim_exec_autocmds("User", { pattern = M.EVENT, modeline = false, data = session })
end

---@param uri string
---@param folder string?
---@return integer how much of a document's URI its session's folder covers; below 0 where it is not inside
local function covers(uri, folder)
  if not folder then
    return 0
  end
  local prefix = vim.endswith(folder, "/") and folder or folder .. "/"
  return vim.startswith(uri, prefix) and #prefix or -1
end

--- Return the session of a buffer: that of the longest folder it is in, else the scratch session.
---@param client_id integer
---@param bufnr integer
---@return vm_lsp.Session?
function M.of(client_id, bufnr)
  local uri, found, best = vim.uri_from_bufnr(bufnr), nil, -1
  for _, session in pairs(known[client_id] or {}) do
    local length = covers(uri, session.workspaceUri)
    if length > best then
      found, best = session, length
    end
  end
  return found
end

--- Forget what a server that has gone told.
---@param client_id integer
function M.forget(client_id)
  known[client_id] = nil
  vim.schedule(function()
    tick()
    redraw()
  end)
end

return M
