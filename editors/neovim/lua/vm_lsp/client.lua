--- The running servers: which one serves a buffer, and one request to it. Knows both of Neovim's client interfaces.

local json = require("vm_lsp.json")
local notify = require("vm_lsp.notify")
local trust = require("vm_lsp.trust")

local M = {}

M.NAME = "vm_lsp"

local START_SECONDS = 20 -- a server imports its libraries first, on a slow disk slowly

-- What lets code of the workspace run, and so needs its trust.
local RUNS = {
  ["vm.executeSelection"] = true,
  ["vm.runFile"] = true,
  ["vm.history.rerun"] = true,
  ["vm.session.restart"] = true,
  ["vm.session.restore"] = true,
}

local methods_take_self = vim.fn.has("nvim-0.11") == 1

---@class vm_lsp.Failure What went wrong on our side, never in the JavaScript.
---@field message string What happened and what to do.
---@field code string Of the contract: `VALIDATION_ERROR`, `SESSION_BUSY`, …
---@field details? table What it is about, by code.

---@type table<vim.lsp.ClientConfig, true> the configurations of servers that have not answered `initialize` yet
M.starting = setmetatable({}, { __mode = "k" })

--- Return the client that serves a buffer.
---@param bufnr integer 0 for the current one
---@return vim.lsp.Client?
function M.attached(bufnr)
  local buffer = bufnr == 0 and vim.api.nvim_get_current_buf() or bufnr
  return vim.lsp.get_clients({ name = M.NAME, bufnr = buffer })[1]
end

--- Return the buffer's client or else any: the history and stopping are not about one buffer.
---@param bufnr integer
---@return vim.lsp.Client?
function M.any(bufnr)
  return M.attached(bufnr) or vim.lsp.get_clients({ name = M.NAME })[1]
end

--- Send a command with its one argument. A failure is told to the person in one line, unless `on_failure` takes it.
---@param bufnr integer the buffer it is about; an argument without `uri` goes to any server where this has none
---@param command string as the contract names it
---@param argument table
---@param on_answer? fun(result: any)
---@param on_failure? fun(failure: vm_lsp.Failure)
function M.request(bufnr, command, argument, on_answer, on_failure)
  on_failure = on_failure or M.tell
  local client = argument.uri and M.attached(bufnr)
  if not argument.uri then
    client = M.any(bufnr)
  end
  if not client then
    return on_failure({ code = "NO_SERVER", message = require("vm_lsp.missing").reason(bufnr) })
  end
  if RUNS[command] and not trust.allows(client) then
    return on_failure({ code = "UNTRUSTED_WORKSPACE", message = trust.REFUSAL })
  end
  -- An empty Lua table would be sent as a list.
  local object = next(argument) and argument or vim.empty_dict()
  M.send(client, "workspace/executeCommand", { command = command, arguments = { object } }, function(err, result)
    if err then
      on_failure(M.failure(err))
    elseif on_answer then
      on_answer(json.without_nulls(result))
    end
  end, bufnr)
end

---@type table<integer, true> autocommands of runs that wait for their server
local waiting = {}

---@param bufnr integer
---@param act fun(client: vim.lsp.Client)
local function await(bufnr, act)
  local id
  id = vim.api.nvim_create_autocmd("LspAttach", {
    buffer = bufnr,
    callback = function(event)
      local client = vim.lsp.get_client_by_id(event.data.client_id)
      if client and client.name == M.NAME and waiting[id] then
        waiting[id] = nil
        notify.passing("")
        vim.schedule(function()
          act(client)
        end)
        return true
      end
    end,
  })
  waiting[id] = true
  notify.passing("The server is starting…")
  vim.defer_fn(function()
    if waiting[id] then
      M.give_up()
      notify.warn(("No server within %d s. `:checkhealth vm_lsp` looks for the cause."):format(START_SECONDS))
    end
  end, START_SECONDS * 1000)
end

---@param bufnr integer
---@return boolean whether the server of this buffer's workspace is on its way
local function starts_for(bufnr)
  local root = require("vm_lsp.server").root(bufnr)
  return vim.iter(M.starting):any(function(config)
    return config.root_dir == root
  end)
end

--- Call `act` once a server serves the buffer. One is started where there is none, so that a run needs no more than
--- this plugin on the runtime path, and a server that has died comes back.
---@param bufnr integer
---@param act fun(client: vim.lsp.Client)
function M.when_attached(bufnr, act)
  local obstacle = not M.attached(bufnr) and require("vm_lsp.missing").obstacle(bufnr)
  if obstacle then
    return notify.warn(obstacle)
  end
  if not M.attached(bufnr) and not starts_for(bufnr) then
    require("vm_lsp.server").start(bufnr)
  end
  local client = M.attached(bufnr)
  if client then
    return act(client)
  end
  await(bufnr, act)
end

--- Let go of the runs that wait for a server, as when it has ended instead: Neovim says so, and where its log is.
function M.give_up()
  for id in pairs(waiting) do
    vim.api.nvim_del_autocmd(id)
  end
  waiting = {}
end

--- Send a request through whichever interface this Neovim has.
---@param client vim.lsp.Client
---@param method string
---@param params table
---@param handler lsp.Handler
---@param bufnr integer
function M.send(client, method, params, handler, bufnr)
  -- What was typed in it since is sent first, for which Neovim has to know which buffer that is.
  bufnr = bufnr == 0 and vim.api.nvim_get_current_buf() or bufnr
  if methods_take_self then
    client:request(method, params, handler, bufnr)
  else
    client.request(method, params, handler, bufnr)
  end
end

--- Send a notification through whichever interface this Neovim has.
---@param client vim.lsp.Client
---@param method string
---@param params table
function M.notify(client, method, params)
  if methods_take_self then
    client:notify(method, params)
  else
    client.notify(method, params)
  end
end

---@param client vim.lsp.Client
---@return boolean
function M.is_stopped(client)
  if methods_take_self then
    return client:is_stopped()
  end
  return client.is_stopped()
end

--- Read an error answer of the protocol.
---@param err lsp.ResponseError
---@return vm_lsp.Failure
function M.failure(err)
  local data = type(err.data) == "table" and err.data or {}
  local details = json.without_nulls(data.details)
  return { message = err.message, code = data.code or "INTERNAL", details = details }
end

---@param failure vm_lsp.Failure
function M.tell(failure)
  notify.warn(failure.message)
end

return M
