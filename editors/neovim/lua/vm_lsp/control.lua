--- Stopping a run, restarting the session, taking results away: each says in one line what came of it.

local client = require("vm_lsp.client")
local notify = require("vm_lsp.notify")

local M = {}

-- The contract's outcomes of `vm.interrupt`.
local STOPPED = {
  rolled_back = "Stopped. The session is exactly as it was before the run.",
  cleared = "Stopped: only timers were left of the run. All state is kept.",
  dequeued = "Taken out of the queue; it had not begun.",
  state_lost = "Stopped; the session's state is lost, the next run starts afresh.",
  idle = "Nothing was running.",
  mismatch = "That run is over, another is on. `:VmStop` stops it.",
}

---@param answer {outcome: string}
local function say_stopped(answer)
  notify.info(STOPPED[answer.outcome] or ("Stopped (%s)."):format(answer.outcome))
end

---@param bufnr integer
---@return table argument naming the buffer's session, or none where no server serves the buffer
local function session_of(bufnr)
  return client.attached(bufnr) and { uri = vim.uri_from_bufnr(bufnr) } or {}
end

--- Stop what runs in the buffer's session; in a buffer of no session, the one run there is.
---@param bufnr integer
function M.stop(bufnr)
  client.request(bufnr, "vm.interrupt", session_of(bufnr), say_stopped)
end

--- End the buffer's session and start a new one.
---@param bufnr integer
function M.restart(bufnr)
  client.when_attached(bufnr, function()
    client.request(bufnr, "vm.session.restart", { uri = vim.uri_from_bufnr(bufnr) }, function()
      notify.info("The session is new: nothing is defined, runs count from 1.")
    end)
  end)
end

---@param failure vm_lsp.Failure
local function tell_not_restored(failure)
  if failure.code == "SESSION_BUSY" then
    return notify.warn("Something has run in today's session. `:VmRestore!` replaces it by the former one.")
  end
  client.tell(failure)
end

--- Rebuild the buffer's session by running again what it ran the last time, and say where that ended.
---@param bufnr integer
---@param replace boolean today's session, if something has run in it
function M.restore(bufnr, replace)
  client.when_attached(bufnr, function()
    local argument = { uri = vim.uri_from_bufnr(bufnr), replace = replace }
    client.request(bufnr, "vm.session.restore", argument, function(answer)
      local say = #answer.differences > 0 and notify.warn or notify.info
      say(answer.message)
    end, tell_not_restored)
  end)
end

--- Take the results of the buffer away, or those of all.
---@param bufnr integer
---@param everywhere boolean
function M.clear(bufnr, everywhere)
  local argument = everywhere and {} or session_of(bufnr)
  client.request(bufnr, "vm.results.clear", argument, function(answer)
    if answer.cleared == 0 then
      notify.info("There were no results.")
    end
  end)
end

--- Carry out the stop that a code lens asks for.
---@param command lsp.Command
---@param context {bufnr: integer}
function M.from_lens(command, context)
  client.request(context.bufnr, command.command, command.arguments[1], say_stopped)
end

return M
